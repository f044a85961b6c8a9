import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const location: PhoneKind<ShownOf<'location'>> = {
  read({ locationMessage }) {
    if (!locationMessage) return null;
    const { degreesLatitude, degreesLongitude, name, address } = locationMessage;
    return {
      kind: 'location',
      latitude: degreesLatitude ?? 0,
      longitude: degreesLongitude ?? 0,
      name: name || null,
      address: address || null,
    };
  },
  write: ({ latitude, longitude, name, address }) => ({
    locationMessage: { degreesLatitude: latitude, degreesLongitude: longitude, name, address },
  }),
  marks: () => ({ type: 'text' }),
};
