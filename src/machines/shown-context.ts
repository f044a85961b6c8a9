/** A context as clients see it: as in facts, the chat of a job is named `chat` there. */
export const shownContext = (context: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [name === 'chatId' ? 'chat' : name, value]));
