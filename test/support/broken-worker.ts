/** The program of a session's thread that fails to start. */
throw new TypeError('nothing works');
