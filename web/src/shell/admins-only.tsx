/** What administrators see, and a sentence for all others. */
import type { ComponentChildren } from 'preact';
import { Empty, Skeleton } from '../ui/notice.tsx';
import { me } from './gateway.ts';
import { isAdmin } from './rights.ts';

export const AdminsOnly = ({ children }: { children: ComponentChildren }) => {
  if (me.value === null) return <Skeleton lines={4} />;
  if (isAdmin()) return <>{children}</>;
  return (
    <Empty icon="audit" title="This page is for administrators">
      <p>Ask one of them for what you need here.</p>
    </Empty>
  );
};
