/** Several of many, each with a box to tick. */
import type { ComponentChildren } from 'preact';
import './ticks.css';

interface Props<T extends string> {
  readonly legend: string;
  readonly hideLegend?: boolean;
  readonly options: readonly (readonly [value: T, word: ComponentChildren])[];
  readonly ticked: readonly T[];
  readonly change: (ticked: readonly T[]) => void;
}

export const Ticks = <T extends string>({ legend, hideLegend, options, ticked, change }: Props<T>) => (
  <fieldset class="field">
    <legend class={hideLegend ? 'hidden-text' : undefined}>{legend}</legend>
    <div class="tick-boxes">
      {options.map(([value, word]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={ticked.includes(value)}
            onChange={({ currentTarget }) =>
              change(currentTarget.checked ? [...ticked, value] : ticked.filter((one) => one !== value))
            }
          />
          {word}
        </label>
      ))}
    </div>
  </fieldset>
);
