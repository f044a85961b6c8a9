/** The program of a session's thread that does not even begin. */
throw new TypeError('nothing works');
