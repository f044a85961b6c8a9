/** Shapes that several families of facts share. */
import * as v from 'valibot';

export const Millis = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A sentence for people. */
export const Sentence = v.pipe(v.string(), v.maxLength(1000));

/** The client address of the request. Left out if there was no request, or if the address is unknown. */
export const From = v.optional(v.string());

export const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
export const Priority = v.picklist(PRIORITIES);
export type Priority = v.InferOutput<typeof Priority>;
