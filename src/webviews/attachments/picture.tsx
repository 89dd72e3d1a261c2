/** A small copy of an image. The large one is let go of as soon as it was drawn. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import { dataUri } from '../dataUri.js';
import type { Row } from './protocol.js';

interface PictureProps {
  readonly row: Row;
  /** The box that it fits into, in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** One image is fetched and drawn at a time, so that the largest is the most that is held. */
let turn: Promise<unknown> = Promise.resolve();

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

export function Picture({ row, width, height }: PictureProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    const mime = row.mime_type ?? '';
    if (!element || !SHOWN.test(mime)) return;
    let wanted = true;
    const draw = async () => {
      if (!wanted) return;
      const image = await decoded(await ask<Uint8Array>('image', { id: row.id }), mime);
      drawInto(element, image, width, height);
      setDrawn(true);
    };
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      seen.disconnect();
      // One that cannot be read keeps its icon; opening it says why.
      turn = turn.then(draw).catch(() => undefined);
    });
    seen.observe(element);
    return () => {
      wanted = false;
      seen.disconnect();
    };
  }, [row.id]);
  return (
    <span class="picture" style={{ width: `${width}px`, height: `${height}px` }} aria-hidden="true">
      {!drawn && <i class="codicon codicon-file-media" />}
      <canvas ref={canvas} class={drawn ? '' : 'waiting'} />
    </span>
  );
}

async function decoded(bytes: Uint8Array, mime: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = dataUri(bytes, mime);
  await image.decode();
  return image;
}

function drawInto(canvas: HTMLCanvasElement, image: HTMLImageElement, width: number, height: number): void {
  const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight, 1);
  const size = { width: image.naturalWidth * scale, height: image.naturalHeight * scale };
  canvas.width = Math.max(1, Math.round(size.width * devicePixelRatio));
  canvas.height = Math.max(1, Math.round(size.height * devicePixelRatio));
  canvas.style.width = `${Math.max(1, size.width)}px`;
  canvas.style.height = `${Math.max(1, size.height)}px`;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
}
