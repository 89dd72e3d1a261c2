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
    const pressed = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const { target } = event;
      if ((isMac ? event.metaKey : event.ctrlKey) && !event.altKey && (key === 'z' || key === 'y')) {
        void (key === 'y' || event.shiftKey ? editing.redo() : editing.undo());
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        const direction = MOVES[event.key];
        const id = target instanceof Element && target.closest('[data-why]')?.getAttribute('data-why');
        const node = inOrder(editing.board.roots).find(({ step }) => step.id === id);
        // On a Mac, these go from word to word.
        const inText = isMac && target instanceof HTMLTextAreaElement;
        if (!direction || !node || (inText && (direction === 'in' || direction === 'out'))) return;
        editing.move(node, direction);
      } else return;
      event.preventDefault();
      // Nor does VS Code get them.
      event.stopPropagation();
    };
    // The browser's own history goes over all fields and knows nothing of the tree: menus lead to ours, too.
    const before = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      void (event.inputType === 'historyUndo' ? editing.undo() : editing.redo());
    };
    document.addEventListener('keydown', pressed, true);
    document.addEventListener('beforeinput', before, true);
    return () => {
      document.removeEventListener('keydown', pressed, true);
      document.removeEventListener('beforeinput', before, true);
    };
  }, []);
}
