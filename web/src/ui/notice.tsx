/** Stand-ins for content: an empty list, content that is still loading, or an error. */
import type { ComponentChildren } from 'preact';
import { sentenceOf } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tone.ts';

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

/** A sentence that must not be overlooked. */
export const Notice = ({ tone, icon = 'info', children }: NoticeProps) => (
  <div class={`notice tone-${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** An empty list, with what a person can do about it. */
export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div class="empty">
    <Icon name={icon} size={32} />
    <strong>{title}</strong>
    {children}
  </div>
);

/** Grey lines in place of content that is still loading. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <div class="stack-tight" aria-hidden="true">
    {Array.from({ length: lines }, (_, index) => (
      <span key={index} class="skeleton" style={{ width: `${100 - ((index * 17) % 45)}%` }} />
    ))}
  </div>
);

/** Why something could not be fetched, with a button that fetches it again. */
export const Trouble = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <Notice tone="failed" icon="alert">
    <p>{sentenceOf(error)}</p>
    <Button kind="bare" icon="retry" onClick={retry}>
      Try again
    </Button>
  </Notice>
);
