/** Content without a file, as the waybill and the phones show it. */
import { Icon } from '../ui/icon.tsx';
import type { CardWords } from './contacts.ts';

interface PlaceProps {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | null | undefined;
  readonly address?: string | null | undefined;
}

export const Place = ({ latitude, longitude, name, address }: PlaceProps) => (
  <div class="said">
    <Icon name="place" size={20} />
    <div class="grow">
      {name && <strong dir="auto">{name}</strong>}
      {address && <p dir="auto">{address}</p>}
      <p class="quiet small number">
        {latitude}, {longitude}
      </p>
    </div>
  </div>
);

export const Cards = ({ cards }: { cards: readonly CardWords[] }) => (
  <ul class="said-list">
    {cards.map(({ name, numbers }, nth) => (
      <li key={nth} class="said">
        <Icon name="people" size={20} />
        <div class="grow">
          <strong dir="auto">{name}</strong>
          <p class="quiet small number">{numbers.join(', ')}</p>
        </div>
      </li>
    ))}
  </ul>
);

interface PollProps {
  readonly question: string;
  readonly options: readonly string[];
  readonly selectable?: number | undefined;
}

export const Poll = ({ question, options, selectable = 1 }: PollProps) => (
  <div class="stack-tight">
    <strong dir="auto">{question}</strong>
    <ul class="poll">
      {options.map((option) => (
        <li key={option} dir="auto">
          {option}
        </li>
      ))}
    </ul>
    <p class="quiet small">{selectable === 1 ? 'One may be chosen' : 'Several may be chosen'}</p>
  </div>
);

/** The text or the caption of a message. */
export const Words = ({ text }: { text: string | null | undefined }) =>
  text ? (
    <blockquote class="waybill-text" dir="auto">
      {text}
    </blockquote>
  ) : null;

interface AboutProps {
  readonly does: string;
  readonly id: string;
}

/** What a message does to another one. */
export const About = ({ does, id }: AboutProps) => (
  <p class="ink-soft">
    {does} the message <span class="mono small">{id}</span>
  </p>
);
