/** A text as people wrote it, with the addresses in it as links. */
import { partsOf } from './addresses.ts';

export const Linked = ({ text }: { text: string }) => (
  <p dir="auto">
    {partsOf(text).map(({ words, url }, nth) =>
      url === null ? (
        words
      ) : (
        <a key={nth} href={url} target="_blank" rel="noreferrer">
          {words}
        </a>
      ),
    )}
  </p>
);
