/** `/audit`: that the record is whole, who did what, and a copy of it all. */
import { Page as Frame } from '../../ui/page.tsx';
import './audit.css';
import { Backups } from './backup.tsx';
import { Chain } from './chain.tsx';
import { Record } from './record.tsx';

export const Page = () => (
  <Frame title="Audit" lead="Every decision is on record, and the record can prove that it was not changed.">
    <div class="audit">
      <div class="stack">
        <Chain />
        <Backups />
      </div>
      <Record />
    </div>
  </Frame>
);
