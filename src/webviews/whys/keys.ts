/** The keys that work anywhere on the page. */
import { useEffect } from 'preact/hooks';
import { inOrder } from '../../db/whyTree.js';
import type { Editing } from './editing.js';
import type { Direction } from './moves.js';

const MOVES: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};
const isMac = navigator.platform.startsWith('Mac');

export function useKeys(editing: Editing): void {
  useEffect(() => {
    /** What the field held when the keyboard came in: until it differs, undo is about the tree. */
    let entered = '';
    const focused = ({ target }: FocusEvent) => {
      entered = target instanceof HTMLTextAreaElement ? target.value : '';
      editing.board.rest();
    };
    const pressed = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const field = event.target instanceof HTMLTextAreaElement ? event.target : undefined;
      if ((isMac ? event.metaKey : event.ctrlKey) && !event.altKey && (key === 'z' || key === 'y')) {
        // Inside of a field that was changed, the browser undoes what was typed.
        if (field && field.value !== entered) return;
        const redo = key === 'y' || event.shiftKey;
        void (redo ? editing.redo() : editing.undo());
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        const direction = MOVES[event.key];
        const id = field?.closest('[data-why]') ?? (event.target as Element).closest?.('[data-why]');
        const node = inOrder(editing.board.roots).find(
          ({ step }) => step.id === id?.getAttribute('data-why'),
        );
        // On a Mac, these go from word to word.
        const inText = isMac && field && (direction === 'in' || direction === 'out');
        if (!direction || !node || inText) return;
        editing.move(node, direction);
      } else return;
      event.preventDefault();
      // Nor does VS Code get them.
      event.stopPropagation();
    };
    document.addEventListener('focusin', focused);
    document.addEventListener('keydown', pressed, true);
    return () => {
      document.removeEventListener('focusin', focused);
      document.removeEventListener('keydown', pressed, true);
    };
  }, []);
}
