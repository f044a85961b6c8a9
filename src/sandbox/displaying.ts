/** A stored message as a phone displays it. */
import type { Displayed, FileShown } from './control.ts';
import { fileIn, type Said } from './kinds/shown.ts';
import type { Fetched } from './memory.ts';

const fileOf = (fetched: Fetched | undefined): FileShown => {
  if (!fetched) return { state: 'arriving', problem: null };
  return { state: fetched.state, problem: fetched.state === 'broken' ? fetched.problem : null };
};

export const displayed = ({ content, context = {} }: Said, fetched: Fetched | undefined): Displayed => ({
  type: content.kind,
  content,
  file: fileIn(content) ? fileOf(fetched) : null,
  replyTo: context.replyTo ?? null,
  mentions: context.mentions ?? [],
  forwarded: context.forwarded ?? 0,
  expiration: context.expiration ?? null,
  viewOnce: context.viewOnce ?? false,
});
