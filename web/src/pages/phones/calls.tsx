/** A call of a contact, and how it may end. */
import { post, type Schema } from '../../api/client.ts';
import { ActionButton } from '../../ui/button.tsx';

type Call = Schema<'SandboxCall'>;

const STANDINGS: Readonly<Record<Call['standing'], string>> = {
  rings: 'rings',
  accepted: 'taken on your phone',
  rejected: 'rejected',
  missed: 'given up',
};

const ENDS = [
  ['accepted', 'Take it'],
  ['rejected', 'Reject it'],
  ['missed', 'Caller gives up'],
] as const;

export const CallRow = ({ call: { callId, from, video, standing } }: { call: Call }) => (
  <li class="acts">
    <span>
      {video ? 'Video call' : 'Call'} of +{from}: {STANDINGS[standing]}
    </span>
    {standing === 'rings' &&
      ENDS.map(([how, word]) => (
        <ActionButton
          key={how}
          act={() => post('/api/sandbox/calls/{callId}/end', { params: { callId }, body: { how } })}
        >
          {word}
        </ActionButton>
      ))}
  </li>
);
