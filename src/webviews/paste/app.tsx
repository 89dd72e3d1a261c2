/** Takes an image from the clipboard, shows it, and sends it to the incident. */
import { type JSX, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import { dataUri } from '../dataUri.js';
import { clipboardImage, type Pasted, pastedImage } from './clipboard.js';
import type { Ready, Target } from './protocol.js';
import '../page.css';
import './paste.css';

function Paste({ strings, target: first, name: proposed, noText, mostBytes }: Ready): JSX.Element {
  const [image, setImage] = useState<Pasted>();
  const [name, setName] = useState(proposed);
  const [target, setTarget] = useState<Target>(first);
  const [notice, setNotice] = useState(noText ? strings.noText : '');
  const [busy, setBusy] = useState(false);

  const take = (pasted: Pasted | undefined) => {
    if (!pasted) return setNotice(strings.noImage);
    if (pasted.bytes.length > mostBytes) return setNotice(strings.tooLarge);
    setImage(pasted);
    if (pasted.name !== undefined) setName(pasted.name.replace(/\.[^.]+$/, ''));
    setNotice('');
  };
  const failed = (error: unknown) => setNotice(error instanceof Error ? error.message : String(error));

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const typing = event.target instanceof HTMLInputElement;
      const picture = [...(event.clipboardData?.items ?? [])].some(({ type }) => type.startsWith('image/'));
      if (typing && !picture) return;
      event.preventDefault();
      pastedImage(event.clipboardData).then(take, failed);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
  useEffect(() => document.getElementById(image ? 'name' : 'paste')?.focus(), [image]);

  const read = () => clipboardImage().then(take, () => setNotice(strings.denied));
  const choose = () => ask<Target>('chooseIncident', {}).then(setTarget, failed);
  const attach = () => {
    if (!image || busy) return;
    setBusy(true);
    const ending = image.mime.replace('image/', '').replace(/\+.*$/, '');
    ask('attach', { name: `${name.trim() || proposed}.${ending}`, bytes: image.bytes })
      .catch(failed)
      .finally(() => setBusy(false));
  };

  return (
    <form
      autocomplete="off"
      onSubmit={event => {
        event.preventDefault();
        attach();
      }}
      onKeyDown={event => event.key === 'Escape' && void ask('close', {})}
    >
      <h1>{strings.title}</h1>
      <p class="how">
        {strings.paste}{' '}
        <button
          id="paste"
          type="button"
          class={image ? 'action secondary' : 'action'}
          onClick={() => void read()}
        >
          {strings.pasteButton}
        </button>
      </p>
      <p class="notice" role="status">
        {notice}
      </p>
      {image && (
        <>
          <img src={dataUri(image.bytes, image.mime)} alt={strings.preview} />
          <p>{strings.notScanned}</p>
          <label for="name">{strings.name}</label>
          <input
            id="name"
            type="text"
            maxLength={150}
            spellcheck={false}
            value={name}
            onInput={event => setName(event.currentTarget.value)}
          />
          <p class="target">
            {strings.incident}: <strong>{target ?? strings.noIncident}</strong>{' '}
            <button type="button" class="action secondary" onClick={() => void choose()}>
              {strings.choose}
            </button>
          </p>
          <p>
            <button type="submit" class="action" disabled={busy}>
              {strings.attach}
            </button>{' '}
            <button type="button" class="action secondary" onClick={() => void ask('close', {})}>
              {strings.cancel}
            </button>
          </p>
        </>
      )}
    </form>
  );
}

const page = document.getElementById('page');
if (page) void ask<Ready>('ready', {}).then(ready => render(<Paste {...ready} />, page));
