import packageJson from '../../package.json' with { type: 'json' };

/** Of Waybill, as `package.json` has it. */
export const VERSION: string = packageJson.version;
