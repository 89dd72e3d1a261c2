/** One why: its question, its answer, what shows it, and what it is to the analysis. */
import type { JSX, TargetedDragEvent, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { nextQuestion } from '../../analysis/index.js';
import type { Step } from '../../db/rows/analysis.js';
import { STEP_ROLES, STEP_STATES } from '../../db/values.js';
import type { WhyNode } from '../../db/whyTree.js';
import type { TextField } from './fields.js';
import { Conflict } from './conflicts.js';
import { STEP_TYPE, type Target, targetOf } from './drag.js';
import { fieldId } from './editing.js';
import { EvidenceList } from './evidence.js';
import { Tool } from './header.js';
import { moved } from './moves.js';
import type { Shared } from './tree.js';

interface Props extends Shared {
  readonly node: WhyNode<Step>;
  /** As `1.2`. */
  readonly number: string;
}

export function Why(props: Props): JSX.Element {
  const { strings, editing, gaps, node, number } = props;
  const { step } = node;
  const { board } = editing;
  const answer = board.text(step, 'answer');
  const answered = answer.trim() !== '';
  const [noted, setNoted] = useState(false);
  const { target, ...drop } = useDrop(props);
  const note = noted || board.text(step, 'evidence') !== '';
  const gap = gaps.get(step.id);
  const warning =
    gap === 'rootCauseWithoutEvidence'
      ? strings.withoutEvidence
      : gap === 'rootCauseRefuted'
        ? strings.rootRefuted
        : undefined;
  const label = strings.why
    .replace('{0}', number)
    .replace('{1}', String(node.level))
    .replace('{2}', () => board.text(step, 'why_question'));
  const field = (name: TextField, label: string, placeholder: string, enter: () => void) => (
    <>
      <Field
        {...{ step, name, label, placeholder, enter }}
        text={board.text(step, name)}
        type={text => editing.type(step, name, text)}
        leave={() => void board.save()}
      />
      <Conflict {...{ strings, editing, step }} field={name} />
    </>
  );
  return (
    <article
      class={`why ${step.role ?? ''} ${target ? `drop-${target}` : ''}`}
      aria-label={label}
      data-why={step.id}
      {...drop}
    >
      <span class="level" aria-hidden="true">
        {node.level}
      </span>
      <Tools {...props} />
      {field('why_question', strings.question, strings.askOf, () =>
        document.getElementById(fieldId(step.id, 'answer'))?.focus(),
      )}
      {field('answer', strings.answer, strings.answerHint, () => editing.on(node))}
      {note && field('evidence', strings.note, strings.noteHint, () => {})}
      {answered && <Marks {...props} answer={answer} noted={note} note={() => setNoted(true)} />}
      <EvidenceList {...{ strings, editing, step }} />
      {warning !== undefined && (
        <p class={`gap ${gap ?? ''}`}>
          <span class="codicon codicon-warning" aria-hidden="true" /> {warning}
        </p>
      )}
      {answered && node.children.length === 0 && step.state !== 'refuted' && (
        <button type="button" class="grow next" onClick={() => editing.ask(node, answer)} dir="auto">
          <span class="codicon codicon-arrow-small-right" aria-hidden="true" />{' '}
          {nextQuestion(answer, strings)}
        </button>
      )}
    </article>
  );
}

interface FieldProps {
  readonly step: Step;
  readonly name: TextField;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly type: (text: string) => void;
  readonly enter: () => void;
  readonly leave: () => void;
}

function Field({ step, name, label, placeholder, text, type, enter, leave }: FieldProps): JSX.Element {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // Shift+Enter breaks the line; Enter ends the composition of a character elsewhere.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    enter();
  };
  return (
    <textarea
      id={fieldId(step.id, name)}
      class={name}
      rows={1}
      dir="auto"
      spellcheck={false}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onInput={event => type(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={onKeyDown}
    />
  );
}

interface MarksProps extends Props {
  readonly answer: string;
  readonly noted: boolean;
  readonly note: () => void;
}

/** How sure an answer is, what it is to the analysis, and what can be added to it. */
function Marks({ strings, editing, node, answer, noted, note }: MarksProps): JSX.Element {
  const { step } = node;
  const quiet = (icon: string, label: string, act: () => void) => (
    <button type="button" class="quiet-action" onClick={act}>
      <span class={`codicon codicon-${icon}`} aria-hidden="true" /> {label}
    </button>
  );
  return (
    <div class="marks">
      <select
        class={`state ${step.state}`}
        aria-label={strings.state}
        value={step.state}
        onChange={event => {
          const state = STEP_STATES.find(state => state === event.currentTarget.value);
          if (state) editing.set(step, { state });
        }}
      >
        {STEP_STATES.map(state => (
          <option key={state} value={state}>
            {strings[state]}
          </option>
        ))}
      </select>
      <select
        class={`role ${step.role ?? 'none'}`}
        aria-label={strings.role}
        value={step.role ?? ''}
        onChange={event => {
          const chosen = event.currentTarget.value;
          editing.set(step, { role: STEP_ROLES.find(role => role === chosen) ?? null });
        }}
      >
        <option value="">{strings.noRole}</option>
        {STEP_ROLES.map(role => (
          <option key={role} value={role}>
            {strings[role]}
          </option>
        ))}
      </select>
      {quiet('add', strings.addEvidence, () => void editing.addEvidence(step))}
      {!noted && quiet('note', strings.addNote, note)}
      {node.children.length > 0 && quiet('git-branch', strings.anotherCause, () => editing.ask(node, answer))}
    </div>
  );
}

function Tools({ strings, editing, node }: Props): JSX.Element {
  const move = (direction: 'up' | 'down' | 'in' | 'out', icon: string, label: string) => (
    <Tool
      {...{ icon, label }}
      disabled={!moved(editing.board.roots, node, direction)}
      act={() => editing.move(node, direction)}
    />
  );
  return (
    <div class="tools">
      <span
        class="grip codicon codicon-gripper"
        title={strings.drag}
        aria-hidden="true"
        draggable
        onDragStart={event => {
          event.dataTransfer?.setData(STEP_TYPE, node.step.id);
          const card = event.currentTarget.closest('article');
          if (card) event.dataTransfer?.setDragImage(card, 0, 0);
        }}
      />
      {move('up', 'arrow-up', strings.moveUp)}
      {move('down', 'arrow-down', strings.moveDown)}
      {move('out', 'arrow-left', strings.moveOut)}
      {move('in', 'arrow-right', strings.moveIn)}
      <Tool icon="trash" label={strings.remove} act={() => editing.remove(node)} />
    </div>
  );
}

/** Takes another why, or evidence. */
function useDrop({ editing, node }: Props) {
  const [target, setTarget] = useState<Target>();
  const last = useRef<Target>(undefined);
  const show = (now: Target | undefined) => {
    if (now !== last.current) setTarget((last.current = now));
  };
  return {
    target,
    onDragOver: (event: TargetedDragEvent<HTMLElement>) => {
      const now = targetOf(event);
      if (!now) return;
      event.preventDefault();
      show(now);
    },
    onDragLeave: (event: TargetedDragEvent<HTMLElement>) => {
      const to = event.relatedTarget;
      if (!(to instanceof Element) || !event.currentTarget.contains(to)) show(undefined);
    },
    onDrop: (event: TargetedDragEvent<HTMLElement>) => {
      const now = targetOf(event);
      show(undefined);
      if (!now || !event.dataTransfer) return;
      event.preventDefault();
      if (now !== 'evidence') return editing.drop(event.dataTransfer.getData(STEP_TYPE), node, now);
      const texts = ['text/uri-list', 'text/plain'].map(type => event.dataTransfer?.getData(type) ?? '');
      return void editing.dropEvidence(node.step, texts.join('\n').slice(0, 100_000));
    },
  };
}
