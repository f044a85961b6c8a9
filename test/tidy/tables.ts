/** The tables that the SQL in a source file makes, and those that it reads or writes. */

const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');

export const tablesMadeIn = (text: string): string[] =>
  [...withoutComments(text).matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, name = '']) => name);

/** Names after `from`, `join`, `into` and `update`, with those that a comma adds. */
export const tablesNamedIn = (text: string): string[] =>
  [...withoutComments(text).matchAll(/\b(?:from|join|into|update)\s+(\w+(?:\s*,\s*\w+)*)/g)].flatMap(([, names = '']) =>
    names.split(/\s*,\s*/),
  );
