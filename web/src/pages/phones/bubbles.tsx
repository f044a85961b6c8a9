/** The messages on a phone, with the newest in view. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { count } from '../../words/chats.ts';
import { BubbleItem } from './bubble.tsx';
import type { Acts } from './bubble-acts.tsx';

type Bubbled = Pick<Schema<'SandboxChat'> | Schema<'SandboxRoomChat'>, 'bubbles' | 'earlier' | 'number'>;

interface Props {
  readonly of: Bubbled;
  readonly label: string;
  /** What can be done with each message. */
  readonly acts?: Acts;
  /** Stands above all messages. */
  readonly before?: ComponentChildren;
  /** Stands below all messages. */
  readonly after?: ComponentChildren;
}

export const Bubbles = ({ of: { bubbles, earlier, number }, label, acts, before, after }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const newest = bubbles.at(-1)?.messageId;
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, label]);
  return (
    <div class="bubbles" ref={box} tabIndex={0} role="log" aria-label={label}>
      {before}
      {earlier > 0 && <p class="quiet small center">{count(earlier, 'earlier message')} not shown</p>}
      <ul class="bubble-list">
        {bubbles.map((bubble) => (
          <BubbleItem key={bubble.messageId} bubble={bubble} number={number} acts={acts} />
        ))}
      </ul>
      {after}
    </div>
  );
};
