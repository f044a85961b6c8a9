/** The version of the gateway, and the tools that it has. */
import { get } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { gateway } from '../../shell/gateway.ts';
import { Card } from '../../ui/card.tsx';
import { sizeText } from '../../words/sizes.ts';

/** Left out for people who are no administrators. */
interface Props {
  readonly node?: string;
  readonly platform?: string;
}

const Row = ({ name, children }: { name: string; children: string | undefined }) =>
  children === undefined ? null : (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );

export const Gateway = ({ node, platform }: Props) => {
  const able = useLive(
    'capabilities',
    (signal) => get('/api/whatsapp/capabilities', { signal }),
    ({ type }) => type === 'process.started',
  ).data;
  const sandbox = gateway.value?.whatsapp === 'sandbox';
  return (
    <Card title="Gateway">
      <dl class="facts">
        <Row name="Waybill">{gateway.value?.version}</Row>
        <Row name="WhatsApp">{sandbox ? 'in a box: nothing leaves this machine' : 'the real one'}</Row>
        <Row name="Node.js">{node}</Row>
        <Row name="Platform">{platform}</Row>
        <Row name="ffmpeg">
          {able && (able.tools.ffmpeg ?? 'not there: videos and voice notes are sent as they are, or refused')}
        </Row>
        <Row name="sharp">{able?.tools.sharp}</Row>
        <Row name="Uploads">{able && `up to ${sizeText(able.limits.uploadBytesMax)}`}</Row>
      </dl>
    </Card>
  );
};
