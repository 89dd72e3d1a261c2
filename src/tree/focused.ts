import * as vscode from 'vscode';

/**
 * The row that the keyboard is on, for commands that a key starts. VS Code tells extensions of the selected row only,
 * and the arrow keys move the keyboard without selecting; so its row is added to the selection, or taken out of it,
 * and put back: the row that makes the difference is the one.
 */
export async function focusedIn<Node>(view: vscode.TreeView<Node>): Promise<Node | undefined> {
  const toggle = 'list.toggleSelection';
  const before = view.selection;
  await vscode.commands.executeCommand(toggle);
  const after = view.selection;
  await vscode.commands.executeCommand(toggle);
  return (
    after.find(node => !before.includes(node)) ?? before.find(node => !after.includes(node)) ?? before[0]
  );
}
