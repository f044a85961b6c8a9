/** The drawings that pages need and the first load does not. They join the others when the first page is loaded. */
import { PATHS } from './icons.ts';

const MORE = {
  person: 'M8 2.5a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.8 13.5c0-2.8 2.2-4.4 5.2-4.4s5.2 1.6 5.2 4.4',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  minus: 'M4 8h8',
  dot: 'M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  envelope: 'M2.5 4h11v8.5h-11zM2.5 4.5 8 9l5.5-4.5',
  download: 'M8 2.5v7.5M5 7.2l3 3 3-3M3 13h10',
  image: 'M2.5 3.5h11v9h-11zM2.5 11l3.5-3.5 3 3 1.5-1.5 3 3M10.5 6v.1',
  video: 'M2.5 4.5H10v7H2.5zM10 7.2l3.5-2v5.6l-3.5-2',
  audio:
    'M6 12V4l7-1.5v8M6 12a1.8 1.8 0 1 1-3.6 0A1.8 1.8 0 0 1 6 12zM13 10.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0z',
  voice:
    'M8 2.5a1.8 1.8 0 0 1 1.8 1.8v3.4a1.8 1.8 0 0 1-3.6 0V4.3A1.8 1.8 0 0 1 8 2.5zM3.8 7.7a4.2 4.2 0 0 0 8.4 0M8 11.9v1.8',
  document: 'M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4',
  sticker: 'M3 3h10v6l-4 4H3zM13 9H9v4',
  place:
    'M8 14c-3-3.5-4.5-5.6-4.5-7.5a4.5 4.5 0 0 1 9 0C12.5 8.4 11 10.5 8 14zM8 5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  poll: 'M3.5 13V8M8 13V3M12.5 13V6',
  smile: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM5.5 9.5a3 3 0 0 0 5 0M6 6.3v.1M10 6.3v.1',
  forward: 'M9 4l4.5 4L9 12V9.5C6 9.5 4 10.5 2.5 12.5 3 9 5 6.5 9 6.5z',
  answer: 'M7 4 2.5 8 7 12V9.5c3 0 5 1 6.5 3C13 9 11 6.5 7 6.5z',
  down: 'M8 3v10M4 9l4 4 4-4',
  clip: 'M11.5 7.5 7.2 11.8a2.2 2.2 0 0 1-3.1-3.1l5-5a1.5 1.5 0 0 1 2.1 2.1l-4.7 4.7',
  pin: 'M5.5 2.5h5l-.8 4 2.3 2.5H4l2.3-2.5zM8 9v4.5',
  mute: 'M4.7 10.5c.5-1 .3-2.3.5-3.8a2.8 2.8 0 0 1 5.6 0c.2 2 .3 2.9 1.7 3.8zM7 12.8h2M3 13.5l10-11',
  archive: 'M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 8.7h3',
  call: 'M3 3.2c0 5.4 4.4 9.8 9.8 9.8l.2-2.8-2.8-1-1.2 1.4a7.5 7.5 0 0 1-3.6-3.6L6.8 5.8l-1-2.8z',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9',
} as const;

export type MoreIcon = keyof typeof MORE;

export const bringIcons = (): void => void Object.assign(PATHS, MORE);
