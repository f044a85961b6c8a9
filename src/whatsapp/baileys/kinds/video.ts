import type { proto } from 'baileys';
import type { VideoContent } from '../../../messages/video.ts';
import { ITS_FILE } from '../../heard.ts';
import { captioned, fileIn, lasting, measures, thumbnailed, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder, Within } from './kind.ts';
import { onceOnly, opensOnce } from './view-once.ts';
import { wordsIn } from './words.ts';

/** A video; a round note is a message of its own. */
export const video: Encoder<VideoContent> = {
  speaks: true,
  message({ media, caption, viewOnce, gif, round }, { attachment }) {
    const file = attachment(media);
    const fields = { ...uploadedFields(file), ...measures(file), ...lasting(file), ...thumbnailed(file) };
    if (round) return onceOnly({ ptvMessage: fields }, viewOnce);
    const videoMessage = { ...fields, ...captioned(caption), ...(gif ? { gifPlayback: true } : {}) };
    return onceOnly({ videoMessage }, viewOnce);
  },
};

const videoOf = (
  member: proto.Message.IVideoMessage,
  shape: Pick<VideoContent, 'gif' | 'round'>,
  { viewOnce }: Within,
): Decoded<VideoContent> => ({
  content: {
    kind: 'video',
    media: ITS_FILE,
    ...wordsIn({ caption: member.caption }),
    ...opensOnce(viewOnce),
    ...shape,
  },
  file: fileIn('video', member),
});

export const videoIn: Decoder<Decoded<VideoContent>> = {
  videoMessage: (member, within) => videoOf(member, member.gifPlayback ? { gif: true } : {}, within),
  ptvMessage: (member, within) => videoOf(member, { round: true }, within),
};
