/** What kind of folder the store lies in. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The numbers by which Linux tells file systems apart that other machines, or another system on this one, may have open
 * too (statfs(2) and linux/magic.h). Their locks are not to be trusted with memory that windows share, which WAL needs.
 * FUSE may be anything, and is taken for the worst.
 */
const SHARED = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2 and later
  0x01021997, // 9P: the drives of Windows in WSL
  0x65735546, // FUSE: sshfs, rclone and the like
  0x5346414f, // AFS
  0x6b414653, // AFS of the kernel
  0x73757245, // Coda
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x01161970, // GFS2
  0x7461636f, // OCFS2
  0x786f4256, // VirtualBox's shared folders
  0xbacbacbc, // VMware's shared folders
]);

/** Folders whose programs copy files to other machines while they are open. */
const SYNCHRONISED =
  /[\\/](OneDrive|Dropbox|Google ?Drive|iCloudDrive|Mobile Documents|CloudStorage|Nextcloud)\b/i;

export type FileSystemType = (folder: string) => number;

const typeOf: FileSystemType = folder => statfsSync(folder).type;

/** Whether the file lies on a drive of the network or one that behaves like it. */
export function isShared(file: string, type: FileSystemType = typeOf): boolean {
  if (process.platform === 'win32') return file.startsWith('\\\\');
  return process.platform === 'linux' && SHARED.has(type(dirname(file)));
}

/** Whether a program copies the file to other machines. */
export function isSynchronised(file: string): boolean {
  return SYNCHRONISED.test(file);
}
