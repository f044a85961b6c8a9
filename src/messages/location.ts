/** A place on the map. */
import * as v from 'valibot';
import { firstLine, type MessageKind, STANDS_ALONE, storedAsJson, withoutKind } from './kind.ts';
import { words } from './words.ts';

const NAME_MAX = 255;
const ADDRESS_MAX = 1_024;

const within = (most: number) =>
  v.pipe(
    v.number(),
    v.minValue(-most, `Expected at least -${most}`),
    v.maxValue(most, `Expected at most ${most}`),
    v.description('Degrees.'),
  );

const LocationMember = v.strictObject({
  latitude: v.pipe(within(90), v.examples([-6.2088])),
  longitude: v.pipe(within(180), v.examples([106.8456])),
  name: v.optional(v.pipe(words(NAME_MAX), v.examples(['Our shop']))),
  address: v.optional(words(ADDRESS_MAX)),
});

/** As it is stored: others may name any place. */
export const LocationContent = v.strictObject({
  kind: v.literal('location'),
  latitude: v.pipe(v.number(), v.finite()),
  longitude: v.pipe(v.number(), v.finite()),
  name: v.optional(v.string()),
  address: v.optional(v.string()),
});
export type LocationContent = v.InferOutput<typeof LocationContent>;

export const location: MessageKind<LocationContent, typeof LocationMember> = {
  ...STANDS_ALONE,
  ...storedAsJson<'location', LocationContent>('location'),
  limits: { nameCharactersMax: NAME_MAX, addressCharactersMax: ADDRESS_MAX },
  schema: LocationContent,
  member: LocationMember,
  of: (member) => ({ ...member, kind: 'location' }),
  shown: withoutKind,
  textOf: () => null,
  preview: ({ name, address, latitude, longitude }) => firstLine(name ?? address ?? `${latitude}, ${longitude}`),
};
