/** The event that is being edited or added. */
import { useEffect, useState } from 'preact/hooks';
import type { ShownTimes } from '../../timeline/index.js';
import type { Edits } from './edits.js';
import type { Draft, FormProps } from './form.js';
import type { Row, Said, Strings, TypeName } from './protocol.js';

interface Given {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly edits: Edits;
  /** The selected event as the store has it now. */
  readonly row: Row | undefined;
  readonly types: readonly TypeName[];
  readonly sources: readonly string[];
  readonly added: (id: string, at: number) => void;
  readonly isOpen: boolean;
}

interface NewEvent {
  readonly at: number;
  readonly source: string | null;
  readonly event_type: string;
  readonly description?: string;
  readonly notice?: string;
}

interface Open {
  /** The event as it was when a person began; undefined for a new one. */
  readonly row: Row | undefined;
  readonly draft: Draft;
  readonly near: number;
  readonly notice: string;
  readonly key: string;
}

export interface Editing {
  readonly form: FormProps | undefined;
  readonly edit: () => void;
  readonly add: (event: NewEvent) => void;
}

let opened = 0;

export function useEditing({ strings, times, edits, row, types, sources, added, isOpen }: Given): Editing {
  const [open, setOpen] = useState<Open>();
  useEffect(() => {
    if (!isOpen) setOpen(undefined);
  }, [isOpen]);
  const close = () => {
    setOpen(undefined);
    document.getElementById('list')?.focus();
  };

  const edit = () => {
    if (!row) return;
    const draft = {
      time: times.text(row.at),
      type: row.typeName,
      description: row.description,
      source: row.source ?? '',
      tags: (row.tags ?? []).join(', '),
    };
    setOpen({ row, draft, near: row.at, notice: '', key: `${row.id} ${++opened}` });
  };
  const add = ({ at, source, event_type, description = '', notice = '' }: NewEvent) => {
    const type = types.find(known => known.type === event_type)?.name ?? event_type;
    const draft = { time: times.text(at), type, description, source: source ?? '', tags: '' };
    setOpen({ row: undefined, draft, near: at, notice, key: `new ${++opened}` });
  };

  /** Another window changed it meanwhile, and the page knows. */
  const isOther = open?.row !== undefined && row?.id === open.row.id && row.revision !== open.row.revision;
  const save = async (said: Said) => {
    const before = open?.row;
    if (before) {
      const change = changed(before, said);
      if (Object.keys(change).length > 0) await edits.update(isOther ? row : before, change);
    } else added(await edits.add(said), said.at_ms);
    close();
  };
  return {
    edit,
    add,
    form: open && {
      strings,
      times,
      types,
      sources,
      of: open.key,
      draft: open.draft,
      near: open.near,
      notice: isOther ? strings.changed : open.notice,
      save,
      cancel: close,
    },
  };
}

/** What a person made other than it was: the rest stays as whoever else left it. */
function changed(row: Row, said: Said): Partial<Said> {
  return {
    ...(said.description !== row.description.trim() && { description: said.description }),
    ...(said.event_type !== row.event_type && { event_type: said.event_type }),
    ...(said.at_ms !== row.at && { at_ms: said.at_ms }),
    ...(said.source !== row.source && { source: said.source }),
    ...(said.tags.join('\n') !== (row.tags ?? []).join('\n') && { tags: said.tags }),
  };
}
