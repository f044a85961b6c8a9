/** A union of objects that are told apart by the member that each begins with. */
import * as v from 'valibot';

type Option = v.GenericSchema & { readonly entries?: v.ObjectEntries };

const isObject = (input: unknown): input is object => typeof input === 'object' && input !== null;

/** The options that an input can only be meant as. */
const meantBy = (options: readonly Option[], input: unknown): readonly Option[] => {
  const objects = options.filter(({ entries }) => entries !== undefined);
  if (!isObject(input) || Array.isArray(input)) return [];
  const named = objects.filter(({ entries = {} }) => Object.hasOwn(input, Object.keys(entries)[0] ?? ''));
  return objects.length === 1 ? objects : named;
};

/**
 * Like `v.union`, but an object that can be meant as one option alone is told what is wrong with it as that. A union
 * says only that none of its options fits.
 */
export const oneOf = <const O extends readonly Option[]>(options: O, message: string) => {
  const union = v.union(options, message);
  const run: (typeof union)['~run'] = (dataset, config) => {
    const meant = meantBy(options, dataset.value);
    return meant.length === 1 && meant[0] ? meant[0]['~run'](dataset, config) : union['~run'](dataset, config);
  };
  return { ...union, '~run': run };
};
