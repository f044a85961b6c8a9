/** Words of a sentence as a sentence begins: `the queue is paused` as `The queue is paused`. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
