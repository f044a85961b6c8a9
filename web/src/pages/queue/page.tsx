import { Empty } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';

export const Page = () => (
  <Frame title="Queue">
    <Empty icon="envelope" title="This page is not built yet" />
  </Frame>
);
