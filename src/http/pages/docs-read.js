/** Describes the schemas of an OpenAPI document in words. */

export const reader = (api) => {
  const resolve = (schema = {}) => (schema.$ref ? api.components.schemas[schema.$ref.split('/').at(-1)] : schema);

  const typeOf = (schema = {}) => {
    const known = resolve(schema);
    if (known.anyOf) return known.anyOf.map(typeOf).join(' or ');
    if (known.enum) return known.enum.join(' | ');
    if (known.const !== undefined) return JSON.stringify(known.const);
    if (known.type === 'array') return `list of ${typeOf(known.items)}`;
    if (schema.$ref) return schema.$ref.split('/').at(-1);
    return known.format ?? known.type ?? 'anything';
  };

  const limitsOf = (schema) => {
    const { minimum, maximum, minLength, maxLength, default: missing } = resolve(schema);
    const limits = [];
    if (minimum !== undefined || maximum !== undefined) limits.push(`${minimum ?? '…'} to ${maximum ?? '…'}`);
    if (maxLength !== undefined) limits.push(`${minLength ?? 0} to ${maxLength} characters`);
    if (missing !== undefined) limits.push(`${JSON.stringify(missing)} when left out`);
    return limits.join('; ');
  };

  return { resolve, typeOf, limitsOf };
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export const routesOf = (api) =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => ({ path, method, operation: methods[method] })),
  );

/** The first example of a body in JSON; undefined if the route has no such body. */
export const bodyOf = ({ requestBody }) => {
  const { example, examples = {} } = requestBody?.content?.['application/json'] ?? {};
  return example ?? Object.values(examples)[0]?.value;
};

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** All examples of a content, with their text. If there are several, they have names. */
export const examplesOf = ({ example, examples }) => {
  if (examples) return Object.entries(examples).map(([name, { value }]) => ({ name, text: text(value) }));
  return example === undefined ? [] : [{ name: '', text: text(example) }];
};

/** The path with values for its parameters: the given ones, else their examples. */
export const filled = (path, parameters = [], given = {}) => {
  const value = ({ name, example }) => given[name] ?? (example === undefined ? '' : String(example));
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query' && given[parameter.name]);
  const whole = inPath.reduce(
    (text, parameter) =>
      text.replace(`{${parameter.name}}`, value(parameter).split('/').map(encodeURIComponent).join('/')),
    path,
  );
  const query = inQuery.map(({ name }) => `${name}=${encodeURIComponent(given[name])}`).join('&');
  return query === '' ? whole : `${whole}?${query}`;
};

/** The full address of an API path, relative to the base of this page. */
export const addressOf = (path) => document.baseURI.replace(/\/$/, '') + path;
