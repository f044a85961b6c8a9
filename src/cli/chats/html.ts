/**
 * A chat as one page: no script, no style and no font from elsewhere, and media by relative links.
 *
 * What people wrote is escaped, so it is text on the page whatever it looks like; the policy of the page forbids scripts
 * besides. Days are headings. A browser lays out only what is in view.
 */
import type { Format } from './formats.ts';
import { minuteOf } from './line.ts';
import { type ChatMessage, mediaText, personName, reactionsText, ticksOf, wordsOf } from './message.ts';
import { PAGE_STYLE } from './page-style.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign).replaceAll(/[^\P{Cc}\n\t]/gu, ' ');

const POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'";

const IMAGES = /\.(?:gif|jpg|png|webp)$/;
const SOUNDS = /\.(?:aac|m4a|mp3|ogg)$/;

const fileHtml = (message: ChatMessage, file: string | null): string => {
  const { media, type } = message;
  if (media === null) return '';
  const label = escaped(mediaText(type, media));
  if (file === null) return `<p class="file absent">${label}</p>`;
  const href = escaped(file);
  if (IMAGES.test(file)) return `<a href="${href}"><img src="${href}" alt="${label}" loading="lazy"></a>`;
  if (SOUNDS.test(file)) return `<audio controls preload="none" src="${href}"></audio><p class="file">${label}</p>`;
  if (file.endsWith('.mp4')) return `<video controls preload="none" src="${href}"></video>`;
  const name = media.fileName === null ? '' : ` download="${escaped(media.fileName)}"`;
  return `<p class="file"><a href="${href}"${name}>${label}</a></p>`;
};

const editsHtml = ({ edits = [] }: ChatMessage): string =>
  edits.map(({ text }) => `<del dir="auto">${escaped(text ?? 'erased')}</del>`).join('');

const votesHtml = ({ votes }: ChatMessage): string =>
  votes == null
    ? ''
    : `<p class="votes">${votes.map((each) => `${escaped(each.option)}: ${each.votes}`).join(' · ')}</p>`;

const notesOf = (message: ChatMessage): string =>
  [
    ...(message.forwarded ? ['forwarded'] : []),
    ...(message.editedAt === null ? [] : ['edited']),
    ...(message.deletedAt === null ? [] : ['deleted']),
    ...(message.erasedAt == null ? [] : ['erased']),
    ticksOf(message),
  ]
    .filter((note) => note !== '')
    .join(' · ');

const wordsHtml = (message: ChatMessage): string => {
  const words = wordsOf(message) || (message.media === null ? `[${message.type}]` : '');
  return words === '' ? '' : `<p class="words" dir="auto">${escaped(words)}</p>`;
};

const messageHtml = (message: ChatMessage, file: string | null): string => {
  const { direction, from, replyTo, sentAt } = message;
  const [, time = ''] = minuteOf(sentAt).split(' ');
  const reactions = reactionsText(message);
  const notes = notesOf(message);
  return [
    `<article class="${direction}" id="m-${escaped(message.messageId)}">`,
    `<header dir="auto">${escaped(direction === 'out' ? 'You' : personName(from))}</header>`,
    replyTo === null
      ? ''
      : `<blockquote dir="auto"><a href="#m-${escaped(replyTo.messageId)}">${escaped(replyTo.preview ?? replyTo.messageId)}</a></blockquote>`,
    fileHtml(message, file),
    wordsHtml(message),
    votesHtml(message),
    editsHtml(message),
    `<footer><time datetime="${escaped(sentAt)}">${time}</time>${notes === '' ? '' : ` · ${escaped(notes)}`}${reactions === '' ? '' : ` <span class="reactions">${escaped(reactions)}</span>`}</footer>`,
    '</article>\n',
  ].join('');
};

const HEAD = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<main>
`;

/** The state of one export: the day under which the last message stands. */
export const htmlFormat = (): Format => {
  let day = '';
  return {
    begin: (title) => HEAD(escaped(title)),
    message(message, file) {
      const [date = ''] = minuteOf(message.sentAt).split(' ');
      const heading = date === day ? '' : `<h2>${date}</h2>\n`;
      day = date;
      return heading + messageHtml(message, file);
    },
    end: (messages) => `</main>\n<p class="end">${messages.toLocaleString('en')} messages</p>\n</body>\n</html>\n`,
  };
};
