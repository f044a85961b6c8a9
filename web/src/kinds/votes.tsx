/** A poll with its counts. They are in no list of messages, so each poll in view asks for its own. */
import { get } from '../api/client.ts';
import { useLive } from '../live/use-live.ts';
import { type Member, type Message, nameOfPerson } from './message.ts';

const votersText = (voters: readonly Parameters<typeof nameOfPerson>[0][]): string =>
  voters.map(nameOfPerson).join(', ');

export const Votes = ({ poll, message: { messageId, chatId } }: { poll: Member<'poll'>; message: Message }) => {
  const live = useLive(
    `votes ${chatId} ${messageId}`,
    (signal) => get('/api/whatsapp/messages/{messageId}', { params: { messageId }, query: { chatId }, signal }),
    ({ type, data }) => type === 'poll.voted' && 'messageId' in data && data.messageId === messageId,
  );
  const votes = new Map(live.data?.votes?.map((each) => [each.option, each]));
  const most = Math.max(...[...votes.values()].map((each) => each.votes), 1);
  return (
    <div class="stack-tight">
      <strong dir="auto">{poll.question}</strong>
      <ul class="votes">
        {poll.options.map((option) => {
          const { votes: amount = 0, voters = [] } = votes.get(option) ?? {};
          return (
            <li key={option} title={votersText(voters)}>
              <span class="row-apart">
                <span dir="auto">{option}</span>
                <span class="number">
                  {amount}
                  <span class="hidden-text"> {amount === 1 ? 'vote' : 'votes'}</span>
                </span>
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ width: `${(amount / most) * 100}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
      <p class="quiet small">{poll.selectable === 1 ? 'One may be chosen' : 'Several may be chosen'}</p>
    </div>
  );
};
