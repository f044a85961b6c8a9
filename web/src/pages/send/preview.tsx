/** The message as the phone will show it, while it is written. */
import type { ComponentChildren } from 'preact';
import { get, type Schema } from '../../api/client.ts';
import { wordsOfCard } from '../../kinds/contacts.ts';
import type { Kind, Shown } from '../../kinds/kind.ts';
import { wordsOf } from '../../kinds/kinds.ts';
import { contentOf } from '../../kinds/media.tsx';
import { viewOf } from '../../kinds/on-phone.tsx';
import { About, Cards } from '../../kinds/parts.tsx';
import { useLive } from '../../live/use-live.ts';
import { Card } from '../../ui/card.tsx';
import { bodyOf, type Draft, fieldsOf } from './draft.ts';
import { notesOn } from './notes.ts';

type Details = Schema<'SandboxDetails'>;
type Media = Extract<Details, { type: 'image' }>['media'];

/** The file of the message. */
interface Attached {
  readonly media: Media;
  readonly path: string;
  readonly fileName: string | null;
}

const show = (details: Details, path: string | null = null): ComponentChildren =>
  viewOf(details, { path, trouble: null });

const VIEWS: { readonly [K in Kind]: (member: Shown<K>, file: Attached) => ComponentChildren } = {
  text: ({ body }) => show({ type: 'text', body }),
  image: ({ caption = null }, { media, path }) => show({ type: 'image', caption, media }, path),
  video: ({ caption = null, gif = false, round = false }, { media, path }) =>
    show({ type: 'video', caption, gif, note: round, media }, path),
  audio: (_, { media, path }) => show({ type: 'audio', media }, path),
  voice: (_, { media, path }) => show({ type: 'voice', media }, path),
  sticker: (_, { media, path }) => show({ type: 'sticker', animated: false, media }, path),
  document: ({ caption = null, fileName }, { media, fileName: own }) =>
    show({ type: 'document', fileName: fileName ?? own ?? media.mimetype, caption, media }),
  location: ({ name = null, address = null, ...place }) => show({ type: 'location', name, address, ...place }),
  contacts: (cards) => <Cards cards={cards.map(wordsOfCard)} />,
  poll: ({ selectable = 1, ...poll }) => show({ type: 'poll', selectable, ...poll }),
  reaction: ({ emoji, messageId }) => (
    <>
      {emoji !== '' && <p class="emoji">{emoji}</p>}
      <About does={emoji === '' ? 'Takes the reaction back from' : 'At'} id={messageId} />
    </>
  ),
  edit: ({ text, messageId }) => (
    <>
      {show({ type: 'text', body: text })}
      <About does="In the place of" id={messageId} />
    </>
  ),
  delete: ({ messageId }) => <About does="Nothing in the place of" id={messageId} />,
  forward: ({ messageId }) => <About does="Passes on" id={messageId} />,
};

const attachedOf = (id: string, file: Schema<'Media'> | undefined): Attached => ({
  path: contentOf(id),
  fileName: file?.fileName ?? null,
  media: {
    mimetype: file?.mimetype ?? '',
    size: file?.size ?? 0,
    sha256: file?.sha256 ?? '',
    width: file?.width ?? null,
    height: file?.height ?? null,
    seconds: file?.seconds ?? null,
    thumbnail: null,
    waveform: null,
  },
});

/** The kind and what it holds so far; null while a field without which there is no message is empty. */
const saidIn = (draft: Draft): { readonly kind: Kind; readonly member: Shown<Kind> } | null => {
  const { kind, values } = draft;
  const isMissing = fieldsOf(kind).some(
    ({ name, missing, wrong }) => (missing && !values[name]?.trim()) || wrong?.(values[name] ?? ''),
  );
  return isMissing ? null : { kind, member: wordsOf(kind).memberOf(values) };
};

const Bubble = ({ draft }: { draft: Draft }) => {
  const id = fieldsOf(draft.kind).some(({ input }) => input === 'file') ? (draft.values['media'] ?? '') : '';
  const live = useLive(
    `preview ${id}`,
    async (signal) => (id === '' ? null : get('/api/whatsapp/media/{id}', { params: { id }, signal })),
    () => false,
  );
  const said = saidIn(draft);
  if (!said) return <p class="quiet">Nothing to show yet.</p>;
  const { replyTo } = bodyOf(draft);
  const view = VIEWS[said.kind] as (member: Shown<Kind>, file: Attached) => ComponentChildren;
  return (
    <div class="bubble from-elsewhere">
      {draft.forwarded && <span class="quiet small">Forwarded</span>}
      {draft.values['viewOnce'] === 'yes' && 'viewOnce' in said.member && (
        <span class="quiet small">Can be opened once</span>
      )}
      {replyTo && <div class="quote small mono">{replyTo}</div>}
      {view(said.member, attachedOf(id, live.data ?? undefined))}
    </div>
  );
};

export const Preview = ({ draft }: { draft: Draft }) => (
  <Card title="On the phone">
    <div class="preview">
      <Bubble draft={draft} />
    </div>
    {notesOn(draft).map((note) => (
      <p key={note} class="quiet small">
        {note}
      </p>
    ))}
  </Card>
);
