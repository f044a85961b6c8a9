/** In single quotes for a shell, which then reads nothing into it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that sends the same. `address` belongs to the route. */
export const curlOf = (address: string, body: object): string =>
  [
    `curl ${/[?&]/.test(address) ? quoted(address) : address}`,
    '-H "Authorization: Bearer $TOKEN"',
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
