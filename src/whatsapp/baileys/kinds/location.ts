import type { LocationContent } from '../../../messages/location.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';
import { wordsIn } from './words.ts';

/** A place on the map. */
export const location: Encoder<LocationContent> = {
  speaks: true,
  message: ({ latitude, longitude, name, address }) => ({
    locationMessage: {
      degreesLatitude: latitude,
      degreesLongitude: longitude,
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address }),
    },
  }),
};

/** JSON has no -0. */
const degrees = (given: number | null | undefined): number => (given ?? 0) + 0;

export const locationIn: Decoder<Decoded<LocationContent>> = {
  locationMessage: ({ degreesLatitude, degreesLongitude, name, address }) => ({
    content: {
      kind: 'location',
      latitude: degrees(degreesLatitude),
      longitude: degrees(degreesLongitude),
      ...wordsIn({ name, address }),
    },
    file: null,
  }),
  /** The place where somebody began to share it. What they say of it stands where a place has its name. */
  liveLocationMessage: ({ degreesLatitude, degreesLongitude, caption }) => ({
    content: {
      kind: 'location',
      latitude: degrees(degreesLatitude),
      longitude: degrees(degreesLongitude),
      ...wordsIn({ name: caption }),
    },
    file: null,
  }),
};
