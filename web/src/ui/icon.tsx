/** Icons, each drawn as one path on a field of 16 by 16. An icon never stands alone: a word is beside it or in its label. */
const PATHS = {
  overview: 'M2.5 9.5a5.5 5.5 0 1 1 11 0M8 9.5l2.5-3M2.5 12.5h11',
  send: 'M2.5 8 13.5 3l-3.5 10.5-2.5-4zM7.5 9.5l6-6.5',
  jobs: 'M3 3.5h10M3 8h10M3 12.5h6',
  queue: 'M2.5 4h7M2.5 8h11M2.5 12h4M11.5 10.5v3M10 12h3',
  audit: 'M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6 2.8-3',
  phones: 'M5 1.8h6a.7.7 0 0 1 .7.7v11a.7.7 0 0 1-.7.7H5a.7.7 0 0 1-.7-.7v-11a.7.7 0 0 1 .7-.7zM7 12h2',
  inspector: 'M3 3.5h4v3H3zM9 9.5h4v3H9zM5 6.5V11h4',
  people:
    'M6 3a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 6 3zM1.8 13c0-2.6 1.8-4 4.2-4s4.2 1.4 4.2 4M10.5 3.4a2 2 0 0 1 0 3.8M12 9.4c1.4.5 2.2 1.8 2.2 3.6',
  settings: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3',
  book: 'M8 4C6.5 3 4.5 3 2.5 3.5v9c2-.5 4-.5 5.5.5 1.5-1 3.5-1 5.5-.5v-9C11.5 3 9.5 3 8 4zM8 4v9',
  more: 'M3.2 7.2h1.6v1.6H3.2zM7.2 7.2h1.6v1.6H7.2zM11.2 7.2h1.6v1.6h-1.6z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z',
  system: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  out: 'M6.5 3h-3v10h3M10 5.5 12.5 8 10 10.5M12.5 8H6',
  away: 'M6 4h6v6M12 4l-8 8',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.2l2 1.3',
  retry: 'M12.5 5.5A5.2 5.2 0 1 0 13.2 9M12.8 2.5v3.2H9.6',
  alert: 'M8 2.5 14 13H2zM8 6.5v3M8 11.3v.1',
  info: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 7.5v3.3M8 5.2v.1',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.5 12 8l-7 4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  minus: 'M4 8h8',
  dot: 'M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  chevron: 'M6 4l4 4-4 4',
  link: 'M7 9a2.5 2.5 0 0 0 3.6 0l2-2A2.5 2.5 0 0 0 9 3.5l-.8.8M9 7a2.5 2.5 0 0 0-3.6 0l-2 2A2.5 2.5 0 0 0 7 12.5l.8-.8',
  envelope: 'M2.5 4h11v8.5h-11zM2.5 4.5 8 9l5.5-4.5',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10 10l3.5 3.5',
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
  pencil: 'M3 13l.6-2.6 7.2-7.2 2 2-7.2 7.2zM9.5 4.5l2 2',
  forward: 'M9 4l4.5 4L9 12V9.5C6 9.5 4 10.5 2.5 12.5 3 9 5 6.5 9 6.5z',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width={size > 24 ? 1 : 1.5}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={PATHS[name]} />
  </svg>
);
