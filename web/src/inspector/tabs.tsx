/** One of several panels, chosen by name. */

interface TabsProps<T extends string> {
  readonly label: string;
  /** Begins the ids: the tab of `fact` is `about-fact`, its panel `about-panel`. */
  readonly name: string;
  readonly tabs: readonly (readonly [value: T, word: string])[];
  readonly value: T;
  readonly choose: (value: T) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export const Tabs = <T extends string>({ label, name, tabs, value, choose }: TabsProps<T>) => {
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const place = tabs.findIndex(([one]) => one === value);
    const next = tabs[(place + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next[0]);
    document.getElementById(`${name}-${next[0]}`)?.focus();
  };
  return (
    <div class="panel-tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(([one, word]) => (
        <button
          key={one}
          id={`${name}-${one}`}
          type="button"
          role="tab"
          aria-selected={one === value}
          aria-controls={`${name}-panel`}
          tabIndex={one === value ? 0 : -1}
          onClick={() => choose(one)}
        >
          {word}
        </button>
      ))}
    </div>
  );
};
