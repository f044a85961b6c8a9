import { filled, type FormField, type KindWords, sameNames } from './kind.ts';

const degrees = (name: string, label: string, most: number, placeholder: string): FormField => ({
  name,
  label,
  input: 'line',
  placeholder,
  missing: `What is the ${name}?`,
  wrong: (value) =>
    Math.abs(Number(value)) <= most ? null : `A number from -${most} to ${most}, such as ${placeholder}.`,
});

export const location: KindWords<'location'> = {
  word: 'Place',
  icon: 'place',
  preview: ({ name, address, latitude, longitude }) => name ?? address ?? `${latitude}, ${longitude}`,
  fields: [
    degrees('latitude', 'Latitude', 90, '-6.2088'),
    degrees('longitude', 'Longitude', 180, '106.8456'),
    { name: 'name', label: 'Name', input: 'line', hint: 'May be left empty', placeholder: 'Our shop' },
    { name: 'address', label: 'Address', input: 'line', hint: 'May be left empty' },
  ],
  memberOf: (values) => ({
    latitude: Number(values['latitude']),
    longitude: Number(values['longitude']),
    ...filled(values, 'name', 'address'),
  }),
  valuesOf: sameNames,
};
