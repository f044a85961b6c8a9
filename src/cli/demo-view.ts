/** The output of the demo: numbered steps, the story below each step, and the phones as their owners see them. */
import { styleText } from 'node:util';
import type { Logger } from '../kernel/logger.ts';
import { CONTACTS, type Planned, type ShownChat, type ShownMessage } from './demo-plan.ts';
import type { Shell } from './shell.ts';
import { timeOfDay } from '../story/words.ts';

const MARGIN = '     ';
const TICKS: Readonly<Record<string, string>> = { none: '✓', delivered: '✓✓', read: '✓✓ read' };
const PRIORITY_WIDTH = 8;
const NAME_WIDTH = 8;

export interface DemoView {
  title(text: string): void;
  /** A numbered step. */
  step(text: string): void;
  line(text?: string): void;
  sent(message: Planned): void;
  phones(phones: readonly ShownChat[]): void;
  check(sentence: string, good: boolean): void;
  /** A logger that prints the story only, without the fields for machines. */
  readonly logger: Logger;
}

export const demoView = (shell: Shell): DemoView => {
  let steps = 0;
  const line = (text = ''): void => shell.out(text === '' ? '' : `${MARGIN}${text}`);
  const told = (style: 'reset' | 'yellow' | 'red') => (_: unknown, sentence: string) =>
    line(`${styleText('dim', timeOfDay(Date.now()))}  ${styleText(style, sentence)}`);
  const logger: Logger = {
    debug: () => {},
    info: told('reset'),
    warn: told('yellow'),
    error: told('red'),
    child: () => logger,
  };
  const bubble = ({ text, receipt, whole, quote, reactions }: ShownMessage): void => {
    if (quote !== null) line(styleText('dim', `  │ ${quote}`));
    const said = [
      ...(whole === null || text.startsWith('[') ? [] : ['[picture]']),
      text,
      ...reactions.map((emoji) => `(${emoji})`),
    ].join(' ');
    line(`  ${said}  ${styleText('green', TICKS[receipt] ?? '')}`);
  };
  return {
    logger,
    line,
    title: (text) => shell.out(`\n  ${styleText('bold', text)}`),
    step(text) {
      steps += 1;
      shell.out(`\n  ${styleText('cyan', String(steps))}  ${styleText('bold', text)}\n`);
    },
    sent: ({ priority, to, text, misspelled, note = to.note }) =>
      line(
        `${priority.padEnd(PRIORITY_WIDTH)}${to.name.padEnd(NAME_WIDTH)}${misspelled ?? text}  ${styleText('dim', note)}`,
      ),
    phones(phones) {
      for (const [index, { name, number, digits, note }] of CONTACTS.entries()) {
        if (index > 0) line();
        const messages = phones.find((phone) => phone.number === digits)?.messages ?? [];
        line(`${styleText('bold', name)}  ${number}  ${styleText('dim', note)}`);
        if (messages.length === 0) line(styleText('dim', '  no messages'));
        for (const message of messages) bubble(message);
      }
    },
    check: (sentence, good) =>
      line(good ? `${styleText('green', '✓')} ${sentence}` : `${styleText('red', '✗')} ${sentence}`),
  };
};
