/** The priorities, most urgent first, as every page names them. */
export const PRIORITIES = [
  ['HIGH', 'High'],
  ['NORMAL', 'Normal'],
  ['LOW', 'Low'],
] as const;

export const PRIORITY_WORDS = { HIGH: 'High', NORMAL: 'Normal', LOW: 'Low' } as const;
