// In: nothing. Out: a disk in memory for tests, which can crash, fail or lose power at any call. Never touches a real disk.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { checkPath, type Disk, type FolderEntry, type NodeKind } from "./disk.ts";

interface MemoryNode {
  readonly path: string;
  readonly kind: NodeKind;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
  readonly synced: boolean;
  readonly identity: number;
}

export interface MemoryDiskOptions {
  /** Names that differ by case alone are the same file, as on macOS and Windows. */
  readonly ignoresCase?: boolean;
  readonly keepsExecutableBit?: boolean;
  /** The n-th changing call (from 1) does half its work, and every call after it fails too: the process is dead. */
  readonly crashAt?: number;
  /** The n-th call that only looks (from 1) fails, and so does every call after it. */
  readonly crashAtLook?: number;
  /** After a crash, files that were not synced are empty. */
  readonly losesPower?: boolean;
  /** The n-th changing call throws, the ones after it work: a full disk, a missing permission. */
  readonly failAt?: number;
  /** Called before each changing call with its number and path: lets a test edit files in between. */
  readonly onCall?: (call: number, path: string) => void;
  /** Called before each call that only looks with its number and that of the last changing one. */
  readonly onLook?: (look: number, call: number) => void;
}

export interface MemoryDisk extends Disk {
  /** Changing calls so far. */
  calls(): number;
  /** The disk as the next process finds it: same files, locks of the dead process, new behaviour. */
  reboot(options?: MemoryDiskOptions): MemoryDisk;
  /** A hand edit: writes a file with its folders, not counted as a call. */
  put(path: string, content: string | Uint8Array, executable?: boolean): void;
  symlink(path: string): void;
  delete(path: string): void;
  /** Every file as path → text, with an `*` behind the path of executable ones. */
  files(): Record<string, string>;
}

export class SimulatedCrash extends Error {}

/** A new, empty disk whose output folder does not exist yet. */
export function memoryDisk(options: MemoryDiskOptions = {}): MemoryDisk {
  return diskOver(new Map(), options);
}

function diskOver(nodes: Map<string, MemoryNode>, options: MemoryDiskOptions): MemoryDisk {
  let calls = 0;
  let looks = 0;
  let dead = false;
  let born = [...nodes.values()].reduce((last, { identity }) => Math.max(last, identity), 0);
  const held = new Set<string>();
  const key = (path: string) => (options.ignoresCase ? path.toLowerCase() : path);
  const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
  /** Names by folder, so that listing does not walk over everything. */
  const inside = new Map<string, Set<string>>();
  const enter = (path: string) => {
    if (path === "") return;
    const names = inside.get(key(parentOf(path))) ?? new Set();
    inside.set(key(parentOf(path)), names.add(key(path)));
  };
  for (const path of nodes.keys()) enter(path);
  const set = (path: string, node: Omit<MemoryNode, "path" | "identity"> & { readonly identity?: number }) => {
    const actual = nodes.get(key(parentOf(path)))?.path ?? "";
    const name = path.slice(path.lastIndexOf("/") + 1);
    const identity = nodes.get(key(path))?.identity ?? node.identity ?? ++born;
    nodes.set(key(path), { ...node, identity, path: actual === "" ? name : `${actual}/${name}` });
    enter(path);
  };
  const drop = (path: string) => {
    inside.get(key(parentOf(path)))?.delete(key(path));
    return nodes.delete(key(path));
  };
  const need = (path: string): MemoryNode => {
    const node = nodes.get(key(path));
    if (node === undefined) throw new Error(`memory disk: no such file ${path}`);
    return node;
  };

  /** Counts a changing call; `half` is what a crash in the middle leaves behind. */
  function change<T>(path: string, work: () => T, half: () => void = () => {}): T {
    checkPath(path);
    if (dead) throw new SimulatedCrash(path);
    calls++;
    options.onCall?.(calls, path);
    if (calls === options.failAt)
      throw new ScaffoldError("WRITE_DISK_FULL", `cannot write ${path}`, "Free some space and run again.");
    if (calls === options.crashAt) {
      dead = true;
      half();
      throw new SimulatedCrash(path);
    }
    return work();
  }

  function look<T>(path: string, work: () => T): T {
    checkPath(path);
    if (dead) throw new SimulatedCrash(path);
    looks++;
    options.onLook?.(looks, calls);
    if (looks === options.crashAtLook) {
      dead = true;
      throw new SimulatedCrash(path);
    }
    return work();
  }

  function children(path: string): FolderEntry[] {
    const found = [...(inside.get(key(path)) ?? [])].map((name) => {
      const node = need(name);
      return { name: node.path.slice(node.path.lastIndexOf("/") + 1), kind: node.kind };
    });
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  function needFolder(path: string): void {
    const parent = parentOf(path);
    if (nodes.get(key(parent))?.kind !== "folder")
      throw new Error(`memory disk: no folder ${JSON.stringify(parent)} for ${path}`);
  }

  const disk: MemoryDisk = {
    location: "(memory)",
    keepsExecutableBit: options.keepsExecutableBit ?? true,
    stat: (path) =>
      look(path, () => {
        const node = nodes.get(key(path));
        return node && { kind: node.kind, executable: disk.keepsExecutableBit && node.executable };
      }),
    list: (path) => look(path, () => (nodes.get(key(path))?.kind === "folder" ? children(path) : [])),
    read: (path) =>
      look(path, () => {
        const node = need(path);
        if (node.kind !== "file") throw new ScaffoldError("WRITE_FAILED", `${path} is not a file`, "");
        return node.bytes;
      }),
    identity: (path) => look(path, () => `memory:${need(path).identity}`),
    write: (path, bytes, { executable }) => {
      const put = (content: Uint8Array) => set(path, { kind: "file", bytes: content, executable, synced: false });
      needFolder(path);
      change(
        path,
        () => put(bytes),
        () => put(bytes.slice(0, bytes.length >> 1)),
      );
    },
    sync: async (paths) => {
      for (const path of paths) change(path, () => nodes.set(key(path), { ...need(path), synced: true }));
    },
    rename: (from, to) =>
      change(to, () => {
        const node = need(from);
        needFolder(to);
        drop(from);
        drop(to);
        set(to, node);
      }),
    removeFile: (path) =>
      change(path, () => {
        need(path);
        drop(path);
      }),
    makeFolder: (path) =>
      change(path, () => {
        if (path !== "") needFolder(path);
        if (!nodes.has(key(path)))
          set(path, { kind: "folder", bytes: new Uint8Array(), executable: false, synced: true });
      }),
    removeFolder: (path) =>
      change(path, () => {
        if (children(path).length > 0 || nodes.get(key(path))?.kind !== "folder") return false;
        return drop(path);
      }),
    lock: (path) =>
      change(path, () => {
        needFolder(path);
        if (held.has(path))
          throw new ScaffoldError("WRITE_LOCKED", "another run is writing to this folder", `Delete ${path}.`);
        held.add(path);
        set(path, { kind: "file", bytes: new Uint8Array(), executable: false, synced: true });
        return () => change(path, () => held.delete(path) && drop(path));
      }),
    calls: () => calls,
    reboot: (next = {}) => {
      const kept = new Map(nodes);
      if (options.losesPower) {
        for (const [name, node] of kept) if (!node.synced) kept.set(name, { ...node, bytes: new Uint8Array() });
      }
      return diskOver(kept, { ...(options.ignoresCase ? { ignoresCase: true } : {}), ...next });
    },
    put: (path, content, executable = false) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      addFolders(path);
      set(path, { kind: "file", bytes, executable, synced: true });
    },
    symlink: (path) => {
      addFolders(path);
      set(path, { kind: "symlink", bytes: new Uint8Array(), executable: false, synced: true });
    },
    delete: (path) => {
      for (const name of [...nodes.keys()]) if (name === key(path) || name.startsWith(`${key(path)}/`)) drop(name);
    },
    files: () => {
      const found = [...nodes.values()]
        .filter((node) => node.kind !== "folder")
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      return Object.fromEntries(
        found.map((node) => [
          `${node.path}${node.executable ? "*" : ""}`,
          node.kind === "file" ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(node.bytes) : `(${node.kind})`,
        ]),
      );
    },
  };

  function addFolders(path: string): void {
    const parts = path.split("/");
    for (let depth = 0; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join("/");
      if (!nodes.has(key(folder)))
        set(folder, { kind: "folder", bytes: new Uint8Array(), executable: false, synced: true });
    }
  }

  return disk;
}
