/** Sends a form. Meanwhile it is busy; what the gateway finds wrong stands at the field that it is about. */
import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { tellProblem } from './toast.tsx';

/** By the name of the field. */
export type Wrong = Readonly<Partial<Record<string, string>>>;

interface Options {
  readonly fields: readonly string[];
  /** The field for a code that names no path, by the beginning of the code. */
  readonly codes?: Readonly<Record<string, string>>;
}

/** Empty when one of them belongs to no field of the form. */
const wrongOf = (thrown: unknown, { fields, codes = {} }: Options): Wrong => {
  if (!(thrown instanceof ApiProblem)) return {};
  const found = thrown.errors.map(({ path, message }) => [path.split('.', 1)[0] ?? '', message] as const);
  if (found.length > 0) return found.every(([name]) => fields.includes(name)) ? Object.fromEntries(found) : {};
  const [, field] = Object.entries(codes).find(([code]) => thrown.code.startsWith(code)) ?? [];
  return field === undefined ? {} : { [field]: thrown.message };
};

export const useSubmit = (options: Options) => {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const submit = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setWrong({});
    } catch (thrown) {
      const found = wrongOf(thrown, options);
      setWrong(found);
      if (Object.keys(found).length === 0) tellProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { busy, wrong, submit };
};
