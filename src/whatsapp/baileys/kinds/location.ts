import type { LocationContent } from '../../../messages/location.ts';
import type { Encoder } from './kind.ts';

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
