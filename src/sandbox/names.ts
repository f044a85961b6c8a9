/** The names that people of the sandbox have chosen. Each number has one, the same in every sandbox. */
import { PHONE_NAME, PHONE_NUMBER } from './world.ts';

const NAMES = [
  'Dimas Pratama',
  'Eka Wijaya',
  'Fajar Nugroho',
  'Budi Santoso',
  'Gita Permata',
  'Citra Dewi',
  'Hendra Gunawan',
  'Indah Sari',
  'Joko Susilo',
  'Kartika Putri',
  'Lukas Weber',
  'Ayu Lestari',
  'Maya Anggraini',
  'Nadia Rahma',
  'Oscar Tan',
  'Putri Handayani',
  'Rizky Ramadhan',
  'Sari Utami',
  'Tono Hartono',
] as const;

export const nameOfNumber = (number: string): string =>
  number === PHONE_NUMBER ? PHONE_NAME : (NAMES[Number(BigInt(number) % BigInt(NAMES.length))] ?? number);
