/** Creates elements from text, never from markup. */

export const el = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
};

export const code = (text) => el('code', {}, text);

/** Formats text that contains `code` between backticks. */
export const prose = (text = '', show = code) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? show(part) : part));

export const paragraphs = (text = '') =>
  text.split('\n\n').map((part) => el('p', {}, prose(part.replaceAll('\n', ' '))));

export const heading = (text) => el('h3', {}, text);
