/** The same request in several languages. */

const shell = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const quoted = (text) => JSON.stringify(text);
const upper = (method) => method.toUpperCase();

/** A PHP string literal. Between single quotes, only these two characters need an escape. */
const php = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A JSON value as a Python literal: `{ "a": None }`. */
const python = (value, indent = '') => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return quoted(value);
  const inner = `${indent}    `;
  const rows = Array.isArray(value)
    ? value.map((item) => python(item, inner))
    : Object.entries(value).map(([name, item]) => `${quoted(name)}: ${python(item, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return rows.length === 0
    ? open + close
    : `${open}\n${rows.map((row) => `${inner}${row},\n`).join('')}${indent}${close}`;
};

const headersOf = ({ token, body }) => [
  ...(token ? [['Authorization', 'Bearer ']] : []),
  ...(body === undefined ? [] : [['Content-Type', 'application/json']]),
];

const curl = (request) => {
  const { method, url, body } = request;
  return [
    `curl ${method === 'get' ? '' : `-X ${upper(method)} `}${shell(url)}`,
    ...headersOf(request).map(([name, value]) => `-H "${name}: ${value}${name === 'Authorization' ? '$TOKEN' : ''}"`),
    ...(body === undefined ? [] : [`-d ${shell(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
};

const javascript = (request) => {
  const { method, url, body } = request;
  const headers = headersOf(request).map(
    ([name, value]) => `    ${quoted(name)}: ${name === 'Authorization' ? '`Bearer ${token}`' : quoted(value)},\n`,
  );
  return [
    `const answer = await fetch(${quoted(url)}, {\n  method: ${quoted(upper(method))},\n`,
    headers.length === 0 ? '' : `  headers: {\n${headers.join('')}  },\n`,
    body === undefined ? '' : `  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}),\n`,
    '});\nconsole.log(answer.status, await answer.text());',
  ].join('');
};

const pythonOf = (request) => {
  const { method, url, body } = request;
  const headers = headersOf(request).map(
    ([name, value]) => `        ${quoted(name)}: ${name === 'Authorization' ? 'f"Bearer {token}"' : quoted(value)},\n`,
  );
  return [
    'import json\nimport urllib.request\n\n',
    `request = urllib.request.Request(\n    ${quoted(url)},\n    method=${quoted(upper(method))},\n`,
    headers.length === 0 ? '' : `    headers={\n${headers.join('')}    },\n`,
    body === undefined ? '' : `    data=json.dumps(${python(body, '    ')}).encode(),\n`,
    ')\nwith urllib.request.urlopen(request) as answer:\n    print(answer.status, answer.read().decode())',
  ].join('');
};

const phpOf = (request) => {
  const { method, url, body } = request;
  const headers = headersOf(request).map(
    ([name, value]) =>
      `        ${name === 'Authorization' ? '"Authorization: Bearer $token"' : php(`${name}: ${value}`)},\n`,
  );
  return [
    `$answer = file_get_contents(${php(url)}, false, stream_context_create(['http' => [\n    'method' => ${php(upper(method))},\n`,
    "    'ignore_errors' => true,\n",
    headers.length === 0 ? '' : `    'header' => [\n${headers.join('')}    ],\n`,
    body === undefined ? '' : `    'content' => ${php(JSON.stringify(body))},\n`,
    ']]));\necho $http_response_header[0], PHP_EOL, $answer;',
  ].join('');
};

/** The languages. Each takes `{ method, url, token, body }`; `token` says whether the route requires one. */
export const SAMPLES = { curl, JavaScript: javascript, Python: pythonOf, PHP: phpOf };
