import { refusalCode, type Hub, type HubMessage, type OpenHub } from './hub';
import { inTime } from './inTime';
import { ProjectFeed, type FeedSink, type ReadChanges } from './projectFeed';
import { RetryPolicy } from './retryPolicy';

/** `offline`: not even the log can be read over HTTP. */
export type LiveState = 'connecting' | 'live' | 'catching_up' | 'reconnecting' | 'offline';

export interface ConnectionParts {
  openHub: OpenHub;
  readChanges: ReadChanges;
  sinkOf: (projectId: string) => FeedSink;
  onState?: (state: LiveState) => void;
  /** How many tasks have something unread. */
  onUnread?: (count: number) => void;
  /** Calls back when it is worth trying at once: the network is there again, somebody looks. Returns the end of it. */
  wakeUps?: (wake: () => void) => () => void;
  random?: () => number;
}

const heartbeat = 30_000;
const heartbeatPatience = 5_000;
/** Going from one page of a project to another must not close and open its subscription. */
const linger = 2_000;
/** J and K walk through many tasks; the others need to know where one stays. */
const viewingPause = 250;
/** Who was there stays shown for as long as the server holds them present. */
const presenceGrace = 20_000;

interface Followed {
  feed: ProjectFeed;
  followers: number;
  leaving?: ReturnType<typeof setTimeout>;
}

/** The one live connection of a page: kept for ever, with the subscriptions to the projects that are followed (C-4.5). */
export class LiveConnection {
  readonly #parts: ConnectionParts;
  readonly #random: () => number;
  readonly #retry: RetryPolicy;
  readonly #projects = new Map<string, Followed>();
  readonly #stop = new AbortController();
  readonly #forgetWakeUps: (() => void) | undefined;
  #hub: Hub | undefined;
  #state: LiveState = 'connecting';
  #running = false;
  #wasConnected = false;
  #reachable = true;
  /** Asked to try at once while a try was under way. */
  #hurry = false;
  #connections = 0;
  #comeBackAt: number | undefined;
  #viewing: string | null = null;
  #shownViewing: string | null = null;
  #viewingTimer: ReturnType<typeof setTimeout> | undefined;
  #presenceTimer: ReturnType<typeof setTimeout> | undefined;
  #drainTimer: ReturnType<typeof setTimeout> | undefined;
  #endPause: (() => void) | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
    this.#retry = new RetryPolicy(this.#random);
    this.#forgetWakeUps = parts.wakeUps?.(this.wake);
  }

  get state(): LiveState {
    return this.#state;
  }

  /** How often a connection was made after the first. */
  get reconnects(): number {
    return Math.max(0, this.#connections - 1);
  }

  feedOf(projectId: string): ProjectFeed | undefined {
    return this.#projects.get(projectId)?.feed;
  }

  /** Connects, also where no project is followed. */
  start(): void {
    if (!this.#running) void this.#run();
  }

  /** Keeps the project's sink at the head of its log; returns the end of it. */
  follow(projectId: string): () => void {
    const known = this.#projects.get(projectId);
    const followed = known && !known.feed.hasEnded ? known : this.#begin(projectId);
    followed.followers++;
    clearTimeout(followed.leaving);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      if (--followed.followers === 0) followed.leaving = setTimeout(() => this.#forget(followed), linger);
    };
  }

  /** The task that is open on this page; null when none is. */
  viewing(taskId: string | null): void {
    this.#viewing = taskId;
    clearTimeout(this.#viewingTimer);
    this.#viewingTimer = setTimeout(() => this.#tellViewing(), viewingPause);
  }

  /** Try now: what was waited for may be there. */
  wake = (): void => {
    if (this.#hub) void this.#beat(this.#hub);
    else if (this.#comeBackAt === undefined) {
      this.#hurry = true;
      this.#endPause?.();
    }
  };

  /** Ends everything; the connection is closed in good order. */
  close(): void {
    this.#stop.abort();
    this.#forgetWakeUps?.();
    clearTimeout(this.#viewingTimer);
    for (const followed of this.#projects.values()) this.#forget(followed);
    this.#hub?.close();
    this.#endPause?.();
  }

  #begin(projectId: string): Followed {
    const feed = new ProjectFeed(projectId, this.#parts.sinkOf(projectId), {
      readChanges: this.#parts.readChanges,
      random: this.#random,
      onMoved: () => this.#show(),
    });
    const followed: Followed = { feed, followers: 0 };
    this.#projects.set(projectId, followed);
    if (this.#hub) feed.attach(this.#hub);
    this.start();
    return followed;
  }

  #forget(followed: Followed): void {
    const { feed } = followed;
    clearTimeout(followed.leaving);
    feed.close();
    if (this.#projects.get(feed.projectId) === followed) this.#projects.delete(feed.projectId);
    this.#show();
  }

  /** SignalR itself restarts neither after the server has cut the connection nor after a first try that failed: this loop does, for ever. */
  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#stop.signal.aborted) {
      const began = Date.now();
      if (await this.#connect()) this.#retry.held(Date.now() - began);
      else await this.#poll();
      if (!this.#stop.signal.aborted) await this.#pause();
    }
    this.#running = false;
  }

  /** Returns when the connection that was made is gone, or false when none could be made. */
  async #connect(): Promise<boolean> {
    let hub: Hub;
    try {
      hub = await this.#parts.openHub((message) => this.#receive(message, hub));
    } catch {
      return false;
    }
    if (this.#stop.signal.aborted) {
      hub.close();
      return true;
    }
    this.#hub = hub;
    this.#connections++;
    this.#wasConnected = this.#reachable = true;
    this.#shownViewing = null;
    clearTimeout(this.#presenceTimer);
    const beats = setInterval(() => void this.#beat(hub), heartbeat);
    this.#tellViewing();
    for (const { feed } of this.#projects.values()) feed.attach(hub);
    this.#show();

    await hub.closed;

    clearInterval(beats);
    clearTimeout(this.#drainTimer);
    this.#hub = undefined;
    this.#presenceTimer = setTimeout(() => {
      for (const { feed } of this.#projects.values()) feed.presence(null);
    }, presenceGrace);
    for (const { feed } of this.#projects.values()) feed.detach();
    this.#show();
    return true;
  }

  /** A hub that does not let us in must not keep us from what the log says. */
  async #poll(): Promise<void> {
    const feeds = [...this.#projects.values()].map(({ feed }) => feed.poll());
    if (feeds.length === 0) return;
    const read = await Promise.allSettled(feeds);
    this.#reachable = read.some(({ status }) => status === 'fulfilled');
    this.#show();
  }

  #receive(message: HubMessage, from: Hub): void {
    // What an earlier connection still says is about subscriptions that are no more.
    if (this.#hub && from !== this.#hub) return;
    switch (message.name) {
      case 'activity':
        return this.feedOf(message.body.project_id)?.activity(message.body);
      case 'presence':
        return this.feedOf(message.body.project_id)?.presence(message.body.users);
      case 'heads':
        for (const [projectId, head] of Object.entries(message.body)) this.feedOf(projectId)?.head(head);
        return;
      case 'reset':
        return this.feedOf(message.body.project_id)?.reset();
      case 'unsubscribed':
        return this.feedOf(message.body.project_id)?.end(message.body.reason);
      case 'notification':
        return this.#parts.onUnread?.(message.body);
      case 'server_shutting_down':
        return this.#moveAfter(message.body.reconnect_after_ms);
    }
  }

  /** The node stops: another one answers by then. If this one is gone sooner, the time still holds. */
  #moveAfter(milliseconds: number): void {
    this.#comeBackAt = Date.now() + milliseconds;
    clearTimeout(this.#drainTimer);
    this.#drainTimer = setTimeout(() => this.#hub?.close(), milliseconds);
  }

  #pause(): Promise<void> {
    const drained = this.#comeBackAt === undefined ? undefined : Math.max(0, this.#comeBackAt - Date.now());
    const wait = drained ?? (this.#hurry ? 0 : this.#retry.next());
    this.#hurry = false;
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#endPause = this.#comeBackAt = undefined;
        this.#hurry = false;
        resolve();
      };
      const timer = setTimeout(end, wait);
      this.#endPause = end;
    });
  }

  async #beat(hub: Hub): Promise<void> {
    try {
      await inTime(heartbeatPatience, this.#stop.signal, () => hub.invoke('Heartbeat'));
    } catch (error) {
      // Half open, as after a sleep of the machine: nobody would notice for long.
      if (refusalCode(error) === undefined) hub.close();
    }
  }

  #tellViewing(): void {
    const taskId = this.#viewing;
    if (!this.#hub || taskId === this.#shownViewing) return;
    this.#shownViewing = taskId;
    this.#hub.invoke('Viewing', taskId).catch(() => undefined);
  }

  #show(): void {
    const state = this.#judge();
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState?.(state);
  }

  #judge(): LiveState {
    if (this.#hub) return [...this.#projects.values()].every(({ feed }) => feed.isLive) ? 'live' : 'catching_up';
    if (!this.#reachable) return 'offline';
    return this.#wasConnected ? 'reconnecting' : 'connecting';
  }
}
