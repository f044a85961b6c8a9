/** In single quotes for a shell: nothing in it means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that sends the same, for whoever has an access token. */
export const curlOf = (origin: string, body: object): string =>
  [
    `curl ${origin}/api/whatsapp/send-message`,
    '-H "Authorization: Bearer $TOKEN"',
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
