/** What goes to the server and what comes back, by route. Written by `python3 run.py flask typescript`, not by hand. */

export interface Accepted {
  success: true;
  job_id: string;
  song_id: number;
  track_id: string;
  status: string;
  seed: number;
  links: Record<string, string>;
}

export interface Account {
  id: number;
  username: string;
  email: string;
  full_name: string;
  email_verified: boolean;
  is_admin: boolean;
  pending_email: string | null;
  avatar: string | null;
  about: string;
  public_profile: boolean;
  created_at: string;
  disabled_at: string | null;
  success: true;
}

export interface AccountPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ListedAccount[];
}

export interface ActKinds {
  success: true;
  acts: string[];
  admins: Administrator[];
}

export interface ActPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ActShape[];
}

export interface ActShape {
  id: number;
  created_at: string;
  admin_id: number | null;
  admin: string | null;
  act: string;
  kind: string;
  thing: string;
  details: object;
  outcome: number | null;
  request_id: string;
}

export interface AddedSongs {
  changed_at?: string | null;
  songs: number[];
  position?: number | null;
}

export interface AdminAnswer {
  success: true;
  admin: boolean;
}

export interface Administrator {
  id: number;
  username: string;
}

export interface AlbumAnswer {
  id: number;
  title: string;
  artist: string;
  artist_id: number;
  release_year: number | null;
  image: string | null;
  artwork: string;
  song_count: number;
  duration: string;
  duration_s: number;
  play_count: number;
  created_at: string;
  liked: boolean;
  stars: number | null;
  success: true;
  songs: SongShape[];
}

export interface AlbumChange {
  title?: string | null;
  artist?: string | null;
  release_year?: number | null;
  image?: string | null;
}

export interface AlbumHit {
  id: number;
  title: string;
  artist: string;
  release_year: number | null;
  image: string | null;
}

export interface AlbumPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: AlbumShape[];
}

export interface AlbumShape {
  id: number;
  title: string;
  artist: string;
  artist_id: number;
  release_year: number | null;
  image: string | null;
  artwork: string;
  song_count: number;
  duration: string;
  duration_s: number;
  play_count: number;
  created_at: string;
  liked: boolean;
  stars: number | null;
}

export type AlbumSort = "-created" | "title" | "-year" | "-plays";

export interface AllSongs {
  changed_at?: string | null;
  songs: number[];
  entries?: number[];
}

export interface Allowance {
  monthly?: number | null;
}

export interface Analysis {
  lyrics: string;
  language?: string;
  respelled?: Record<string, string>;
  song_id?: number | null;
}

export interface AnalysisShape {
  status: "queued" | "started" | "finished" | "failed" | "cancelled";
  job_id: string | null;
  duration_s?: number | null;
  sample_rate?: number | null;
  channels?: number | null;
  loudness_lufs?: number | null;
  true_peak_dbtp?: number | null;
  peaks?: number[];
  tags?: Record<string, string>;
  tempo_bpm?: number | null;
  key?: string | null;
  first_bar_s?: number | null;
  clarity?: number | null;
  chords?: string[];
  unheard?: string | null;
}

export interface AppPasswordList {
  success: true;
  count: number;
  results: AppPasswordShape[];
}

export interface AppPasswordShape {
  id: number;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

export interface ArtistAnswer {
  id: number;
  name: string;
  image: string | null;
  artwork: string;
  song_count: number;
  play_count: number;
  liked: boolean;
  stars: number | null;
  success: true;
  albums: AlbumShape[];
  songs: SongShape[];
}

export interface ArtistCountShape {
  value: string;
  count: number;
  id: number;
}

export interface ArtistHit {
  id: number;
  name: string;
  image: string | null;
}

export interface ArtistPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ArtistShape[];
}

export interface ArtistShape {
  id: number;
  name: string;
  image: string | null;
  artwork: string;
  song_count: number;
  play_count: number;
  liked: boolean;
  stars: number | null;
}

export interface BackingTrack {
  upload: string;
  bpm?: number | null;
}

export interface BankAnswer {
  success: true;
  bank: BankReport;
}

export interface BankFile {
  file?: string | null;
}

export interface BankModel {
  part: string;
  bytes: number;
  speakers: number;
}

export interface BankReport {
  id: string;
  kind: "bank" | "vocoder";
  name: string;
  languages: string[];
  voices: string[];
  available: boolean;
  reason: string | null;
  added_at: string;
  fingerprint: string;
  left_out: string[];
  terms?: TermShape[];
  colours?: ColourShape[];
  models?: BankModel[];
  curves?: Record<string, boolean>;
  missing?: LackShape[];
  speed?: number | null;
}

export interface BankShort {
  id: string;
  kind: "bank" | "vocoder";
  name: string;
  languages: string[];
  voices: string[];
  available: boolean;
  reason: string | null;
  added_at: string;
}

export interface Banks {
  success: true;
  banks: BankShort[];
}

export interface Blocked {
  success: true;
  count: number;
  results: BlockedPerson[];
}

export interface BlockedPerson {
  id: number;
  username: string;
  avatar: string | null;
  blocked_at: string;
}

export interface BriefAnswer {
  success: true;
  brief: object;
  plan: PlanShape;
  eta_s: number | null;
  price: number | null;
}

export interface BroughtSong {
  title?: string | null;
  genre?: string | null;
  public?: boolean | null;
  artist?: string | null;
  album?: string | null;
  album_id?: number | null;
  track_number?: number | null;
  lyrics?: string | null;
  mood?: string | null;
  tags?: string[] | null;
  file?: string | null;
  image?: string | null;
}

export interface BulkAnswer {
  success: true;
  count: number;
  undo: Undo | null;
}

export interface BulkBody {
  action: "trash" | "restore" | "public" | "private" | "tag" | "untag" | "genre" | "album";
  ids?: number[] | null;
  query?: object | null;
  trashed_at?: string | null;
  tags?: string[];
  genre?: string | null;
  album?: string | null;
  album_id?: number | null;
}

export interface ChangedEntry {
  id: number;
  playlist: string;
  song: string;
  playlist_id: number;
  song_id: number;
  position: number;
  added_at: string;
  success: true;
  changed_at: string;
  undo: UndoShape;
}

export interface ChangedList {
  success: true;
  playlist_id: number;
  changed_at: string;
  song_count: number;
  entries: PlaceShape[];
  undo: UndoShape;
}

export interface CodeShape {
  id: number;
  hint: string;
  amount: number;
  uses: number;
  uses_left: number;
  note: string;
  created_at: string;
  expires_at: string | null;
}

export interface Codes {
  success: true;
  count: number;
  results: CodeShape[];
}

export interface ColourShape {
  id: string;
  name: string;
}

export interface ConversationShape {
  user: TalkedTo;
  unread: number;
  blocked: boolean;
  last_message: MessageShape;
  last_at: string;
}

export interface Conversations {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  unread: number;
  results: ConversationShape[];
}

export interface CountShape {
  value: string;
  count: number;
}

export interface CountedWord {
  name: string;
  song_count: number;
}

export interface CreateForm {
  description?: string;
  prompt?: string;
  name?: string | null;
  use?: "guide" | "stem";
  audio?: string | null;
  file?: string | null;
}

export interface Credentials {
  email: string;
  password: string;
}

export interface CreditLine {
  id: number;
  created_at: string;
  kind: "trial" | "allowance" | "grant" | "code" | "hold" | "settle" | "release";
  text: string;
  amount: number;
  balance: number;
  job_id: string | null;
}

export interface CreditPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: CreditLine[];
}

export interface CreditsAnswer {
  balance: number;
  held: number;
  trial: boolean;
  monthly: number;
  verified: boolean;
  next_allowance: string | null;
  success: true;
  enabled: boolean;
}

export interface CsrfAnswer {
  success: true;
  csrfToken: string;
}

export interface Day {
  date: string;
  songs: number;
  users: number;
  plays: number;
  jobs: number;
}

export interface DeskJobPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: DeskJobShape[];
}

export interface DeskJobShape {
  id: string;
  type: string;
  owner: string;
  username: string | null;
  status: string;
  stage: string;
  progress: number;
  attempt: number;
  error: object | null;
  retry_of: string | null;
  engine_used: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export interface DeskSong {
  id: number;
  title: string;
  owner: string;
  username: string | null;
  genre: string;
  origin: string;
  state: string;
  public: boolean;
  duration_s: number;
  play_count: number;
  like_count: number;
  created_at: string;
  deleted_at: string | null;
  featured_at: string | null;
  success: true;
}

export interface DeskSongPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: DeskSongShape[];
}

export interface DeskSongShape {
  id: number;
  title: string;
  owner: string;
  username: string | null;
  genre: string;
  origin: string;
  state: string;
  public: boolean;
  duration_s: number;
  play_count: number;
  like_count: number;
  created_at: string;
  deleted_at: string | null;
  featured_at: string | null;
}

export interface DownloadPending {
  success: true;
  message: string;
  job_id: string;
  status: string;
  links: Record<string, string>;
}

export interface DownloadShape {
  id: string;
  group: "song" | "stems" | "notes" | "project";
  label: string;
  hint: string;
  format: string;
  name: string;
  bytes: number | null;
  ready: boolean;
  url: string;
}

export interface Downloads {
  success: true;
  song_id: number;
  take: number;
  results: DownloadShape[];
}

export interface EditBody {
  kind: string;
  take?: number | null;
  section?: number | null;
  part?: string | null;
  seed?: number | null;
  amount?: number | null;
  chords?: boolean | null;
  instrument?: string | null;
  semitones?: number | null;
  bpm?: number | null;
  style?: string | null;
  energy?: number | null;
  at?: string | null;
  bars?: number | null;
  before?: number | null;
  role?: string | null;
  parts?: string[] | null;
  frozen?: boolean | null;
  from_bar?: number | null;
  notes?: object[] | null;
  line?: number | null;
  text?: string | null;
  everywhere?: boolean | null;
  voice?: string | null;
  expression?: string | null;
  harmonies?: string[] | null;
  lyrics?: string | null;
  language?: string | null;
  tessitura?: number[] | null;
  compass?: number[] | null;
  respelled?: string[][] | null;
}

export interface EffectCatalogue {
  success: true;
  effects: EffectShape[];
  presets: PresetShape[];
  notes: string[];
  limits: EffectLimits;
}

export interface EffectChoice {
  kind: "choice";
  name: string;
  label: string;
  default: string;
  options: string[];
}

export interface EffectLimits {
  effects: number;
  seconds: number;
  channels: number[];
  formats: string[];
}

export interface EffectNumber {
  kind: "number";
  name: string;
  label: string;
  default: number;
  unit: string;
  min: number;
  max: number;
  scale: "even" | "ratio";
  whole: boolean;
  least: number | null;
}

export interface EffectRecording {
  kind: "recording";
  name: string;
  label: string;
  default: string;
}

export interface EffectResult {
  asset_id: string;
  path: string;
  url: string;
  name: string;
  duration_s: number;
  bytes: number;
  source: EffectSource;
  effects: (Record<string, boolean | number | string>)[];
  preset: string | null;
  keep_length: boolean;
  channels: number;
  sample_rate: number;
  before: LoudnessShape;
  after: LoudnessShape;
  lowered_db: number;
  created_at: string;
}

export interface EffectResultAnswer {
  asset_id: string;
  path: string;
  url: string;
  name: string;
  duration_s: number;
  bytes: number;
  source: EffectSource;
  effects: (Record<string, boolean | number | string>)[];
  preset: string | null;
  keep_length: boolean;
  channels: number;
  sample_rate: number;
  before: LoudnessShape;
  after: LoudnessShape;
  lowered_db: number;
  created_at: string;
  success: true;
}

export interface EffectResultPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: EffectResult[];
}

export interface EffectShape {
  name: string;
  label: string;
  group: string;
  about: string;
  mix: number;
  blends: boolean;
  available: boolean;
  reason: string | null;
  parameters: (EffectNumber | EffectChoice | EffectRecording)[];
}

export interface EffectSource {
  asset_id: string;
  path: string;
  url: string;
  name: string;
  duration_s: number;
  song_id: number | null;
  take: number | null;
  stem: string | null;
}

export interface EffectsRequest {
  path?: string;
  asset_id?: string;
  song_id?: number | null;
  take?: number | null;
  stem?: string;
  effects?: unknown[];
  preset?: string;
  bpm?: number | null;
  keep_length?: boolean;
  channels?: number | null;
  format?: "wav" | "flac";
}

export interface Ended {
  success: true;
  message: string;
  ended: number;
}

export interface EntryAnswer {
  id: number;
  playlist: string;
  song: string;
  playlist_id: number;
  song_id: number;
  position: number;
  added_at: string;
  success: true;
}

export interface EntryChange {
  playlist?: string | number | null;
  song?: string | number | null;
  position?: number | null;
}

export interface EntryPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: EntryShape[];
}

export interface EntryShape {
  id: number;
  playlist: string;
  song: string;
  playlist_id: number;
  song_id: number;
  position: number;
  added_at: string;
}

export interface Everywhere {
  success: true;
  songs: SongShape[];
  albums: AlbumHit[];
  artists: ArtistHit[];
  playlists: PlaylistHit[];
  people: PersonHit[];
}

export interface Facets {
  success: true;
  count: number;
  genre: CountShape[];
  mood: CountShape[];
  key: CountShape[];
  tempo: TempoCountShape[];
  year: YearCountShape[];
  artist: ArtistCountShape[];
  tag: CountShape[];
}

export interface Farewell {
  password: string;
}

export interface FieldShape {
  name: string;
  label: string;
  kind: string;
  unit: string;
  low: number | null;
  high: number | null;
  choices: string[];
  operators: OperatorShape[];
}

export interface Forgotten {
  email: string;
}

export interface FormSection {
  role: string;
  bars?: number;
  letter?: string;
  name?: string;
}

export interface FoundPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: FoundShape[];
}

export interface FoundShape {
  id: number;
  title: string;
  genre: string;
  file: string | null;
  public: boolean;
}

export interface FreshAppPassword {
  id: number;
  name: string;
  created_at: string;
  last_used_at: string | null;
  success: true;
  username: string;
  password: string;
}

export interface FreshCode {
  id: number;
  hint: string;
  amount: number;
  uses: number;
  uses_left: number;
  note: string;
  created_at: string;
  expires_at: string | null;
  success: true;
  code: string;
}

export interface FreshKey {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string;
  is_current: boolean;
  success: true;
  key: string;
}

export interface GainShape {
  gain_db: number;
  peak: number | null;
}

export interface Generate {
  prompt: string;
  duration?: number;
}

export interface GeneratedAnswer {
  id: number;
  prompt: string;
  file_url: string;
  download_url: string;
  created_at: string;
  user: number | null;
  status: "processing" | "completed" | "failed";
  success: true;
  job_id?: string | null;
}

export interface GeneratedChange {
  prompt?: string | null;
  file_url?: string | null;
}

export interface GeneratedSong {
  id: number;
  prompt: string;
  file_url: string;
  download_url: string;
  created_at: string;
  user: number | null;
  status: "processing" | "completed" | "failed";
}

export type GeneratedSongs = GeneratedSong[];

export interface Generating {
  success: true;
  message: string;
  track_id: string;
  prompt: string;
  duration: number;
  estimated_processing_time: number;
  status: "processing" | "completed" | "failed";
  download_url: string | null;
}

export interface Given {
  upload: string;
  as: "melody" | "chords" | "bass" | "drums" | "song";
  track?: number | null;
  instrument?: string;
  start_bar?: number;
}

export interface GoingOn {
  prompt?: string;
  theme?: string;
  style?: string;
  mood?: string;
  seed?: number | null;
  lyrics: string;
  section?: "" | "verse" | "prechorus" | "chorus" | "bridge" | "outro";
}

export interface Grant {
  amount: number;
  note?: string;
}

export interface Health {
  success: true;
  status: "ok" | "degraded";
  version: string;
  renderer: string;
  font: string;
  engines: string[];
  voices: string[];
  redis: boolean;
  workers: number;
  database: boolean;
}

export interface Heard {
  song: string;
  song_id: number;
  played_at: string;
}

export type History = Heard[];

export interface InstrumentShape {
  name: string;
  label: string;
  family: string;
  roles: string[];
  is_drums: boolean;
}

export interface Instruments {
  success: true;
  results: InstrumentShape[];
}

export interface Invitation {
  success: true;
  token: string;
  url: string;
}

export interface Invited {
  user_id: number;
}

export interface ItemAnswer {
  id: string;
  kind: "song" | "stem" | "vocal" | "midi" | "upload" | "lyrics" | "image";
  name: string;
  url: string | null;
  duration: number | null;
  created_at: string;
  metadata: object;
  success: true;
}

export interface ItemName {
  name: string;
}

export interface ItemPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ItemShape[];
}

export interface ItemShape {
  id: string;
  kind: "song" | "stem" | "vocal" | "midi" | "upload" | "lyrics" | "image";
  name: string;
  url: string | null;
  duration: number | null;
  created_at: string;
  metadata: object;
}

export interface JobAccepted {
  success: true;
  job_id: string;
  status: string;
  links: Record<string, string>;
}

export interface JobAnswer {
  id: string;
  type: string;
  status: "queued" | "started" | "finished" | "failed" | "cancelled";
  stage: string;
  progress: number;
  queue_position: number | null;
  eta_queue_s: number | null;
  eta_run_s: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  attempt: number;
  retry_of: string | null;
  idempotency_key: string | null;
  input: object;
  seed: number | null;
  engine_requested: string | null;
  engine_used: string | null;
  fallback_reason: string | null;
  outputs: OutputShape[];
  result: object | null;
  error: object | null;
  links: Record<string, string>;
  success: true;
}

export interface JobPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: JobShape[];
}

export interface JobShape {
  id: string;
  type: string;
  status: "queued" | "started" | "finished" | "failed" | "cancelled";
  stage: string;
  progress: number;
  queue_position: number | null;
  eta_queue_s: number | null;
  eta_run_s: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  attempt: number;
  retry_of: string | null;
  idempotency_key: string | null;
  input: object;
  seed: number | null;
  engine_requested: string | null;
  engine_used: string | null;
  fallback_reason: string | null;
  outputs: OutputShape[];
  result: object | null;
  error: object | null;
  links: Record<string, string>;
}

export interface JoinToken {
  token: string;
}

export interface Kept {
  files: number;
  bytes: number;
}

export interface KeyName {
  name: string;
}

export interface KindKept {
  files: number;
  bytes: number;
  kind: string;
}

export interface LackShape {
  part: string;
  effect: string;
}

export interface LetterShape {
  id: string;
  to: string;
  subject: string;
  date: string;
  text: string;
  html: string;
  links: string[];
}

export interface Letters {
  success: true;
  count: number;
  results: LetterShape[];
}

export interface LineShape {
  text: string;
  section: string;
  start_s: number;
  end_s: number;
  words: WordShape[];
}

export interface ListedAccount {
  id: number;
  username: string;
  email: string;
  full_name: string;
  email_verified: boolean;
  is_admin: boolean;
  pending_email: string | null;
  avatar: string | null;
  about: string;
  public_profile: boolean;
  created_at: string;
  disabled_at: string | null;
  songs: number;
  bytes: number;
  credits: number;
  seen_at: string | null;
}

export interface ListedPerson {
  id: number;
  username: string;
  full_name: string;
  about: string;
  avatar: string | null;
  created_at: string;
  email?: string | null;
  is_blocked: boolean;
}

export interface Listing {
  success: true;
  results: object[];
}

export interface LoggedIn {
  success: true;
  key: string;
  access: string;
  user: UserShape;
}

export interface LoginAnswer {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string;
  is_current: boolean;
  success: true;
}

export interface LoginList {
  success: true;
  count: number;
  results: LoginShape[];
}

export interface LoginShape {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string;
  is_current: boolean;
}

export interface LookedFor {
  success: true;
  job_id: string;
  status: string;
  links: Record<string, string>;
}

export interface LoudnessShape {
  lufs: number | null;
  peak_dbtp: number | null;
}

export interface LyricFile {
  file?: string | null;
  title?: string | null;
}

export interface LyricLine {
  line: number;
  text: string;
  syllables: number;
  stresses: string;
  rhyme: string;
  rhymes: "perfect" | "near" | "";
  notes: number | null;
  words: LyricWord[];
  warnings: string[];
}

export interface LyricPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: LyricShort[];
}

export interface LyricReport {
  success: true;
  sections: LyricSection[];
  warnings: string[];
}

export interface LyricSection {
  role: string;
  name: string;
  instrumental: boolean;
  repeated: boolean;
  rhyme_scheme: string;
  meter: string;
  lines: LyricLine[];
}

export interface LyricSheet {
  id: number;
  title: string;
  language: string;
  version: number;
  created_at: string;
  updated_at: string;
  success: true;
  lyrics: string;
  made_by: string;
  timed: boolean;
}

export interface LyricShort {
  id: number;
  title: string;
  language: string;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface LyricSyllable {
  text: string;
  stress: 0 | 1 | 2;
}

export interface LyricThemes {
  success: true;
  themes: NamedShape[];
  moods: string[];
  engine: "composer" | "llm";
}

export interface LyricVersion {
  version: number;
  made_by: string;
  created_at: string;
  success: true;
  lyrics: string;
}

export interface LyricVersionShort {
  version: number;
  made_by: string;
  created_at: string;
}

export interface LyricVersions {
  success: true;
  results: LyricVersionShort[];
}

export interface LyricWord {
  text: string;
  known: boolean;
  syllables: LyricSyllable[];
}

export interface MarkedRead {
  success: true;
  read: number;
}

export interface Melody {
  upload?: string;
  track?: number | null;
  song_id?: number | null;
  take?: number | null;
}

export interface MemberList {
  success: true;
  results: MemberShape[];
}

export interface MemberShape {
  user_id: number;
  username: string;
  avatar: string | null;
}

export interface MessageAnswer {
  id: number;
  sender: number;
  sender_name: string;
  receiver: number;
  receiver_name: string;
  content: string;
  created_at: string;
  read_at: string | null;
  is_mine: boolean;
  song: SongWithMessage | null;
  success: true;
}

export interface MessagePage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: MessageShape[];
}

export interface MessageShape {
  id: number;
  sender: number;
  sender_name: string;
  receiver: number;
  receiver_name: string;
  content: string;
  created_at: string;
  read_at: string | null;
  is_mine: boolean;
  song: SongWithMessage | null;
}

export interface MoreLyrics {
  success: true;
  sections: LyricSection[];
  warnings: string[];
  lyrics: string;
}

export interface Move {
  changed_at?: string | null;
  entries: number[];
  to: number;
}

export interface MusicWish {
  lyrics?: string;
  voice?: string;
  language?: string;
  expression?: string;
  harmonies?: string[];
  respelled?: Record<string, string>;
  chords?: Record<string, string> | string | null;
  form?: FormSection[] | string | null;
  bars?: number | null;
  meter?: string | null;
  mode?: string | null;
  tempo_changes?: Tempo[];
  instruments?: string[];
  only?: boolean | null;
  without?: string[];
  roles?: Record<string, string | string[]> | null;
  energies?: Record<string, number> | null;
  density?: Record<string, number> | number | null;
  given?: Given[];
  seeds?: SectionSeed[];
  prompt?: string;
  duration?: number | null;
  style?: string | null;
  styles?: Record<string, number>;
  tempo_bpm?: number | null;
  key?: string | null;
  seed?: number | null;
  title?: string | null;
  engine?: string | null;
  candidates?: number | null;
  audio?: OwnAudio | null;
  brief?: object | null;
}

export interface NamedShape {
  name: string;
  label: string;
}

export interface Names {
  username?: string | null;
  full_name?: string | null;
  about?: string | null;
  public_profile?: boolean | null;
}

export interface NewAddress {
  email: string;
  password: string;
}

export interface NewCode {
  amount: number;
  uses?: number;
  note?: string;
  expires_at?: string | null;
}

export interface NewEntry {
  playlist: string | number;
  song: string | number;
  position?: number | null;
}

export interface NewLyrics {
  success: true;
  sections: LyricSection[];
  warnings: string[];
  id: number;
  title: string;
  lyrics: string;
  seed: number;
  engine_used: "composer" | "llm";
  fallback_reason: string | null;
}

export interface NewMessage {
  receiver?: number | null;
  receiver_id?: number | null;
  recipient?: number | null;
  content?: string;
  text?: string;
  song_id?: number | null;
}

export interface NewName {
  name: string;
}

export interface NewPassword {
  new_password: string;
  confirm_password: string;
}

export interface NewReport {
  kind: "message" | "song" | "playlist" | "user";
  thing: number;
  reason?: string;
}

export interface NewShare {
  kind: "song" | "album" | "playlist";
  id: number;
  expires_at?: string | null;
  description?: string;
}

export interface NewSong {
  success: true;
  id: number;
  name: string;
  url: string;
  job_id: string;
  track_id: string;
}

export interface OpenedPlaylist {
  id: number;
  name: string;
  is_public: boolean;
  cover_image: string;
  created_at: string;
  changed_at: string;
  description: string;
  user: string;
  is_mine: boolean;
  is_collaborative: boolean;
  can_edit: boolean;
  is_smart: boolean;
  rule: object | null;
  song_count: number | null;
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  duration_s: number;
  songs: PlacedSong[];
  unseen: UnseenEntry[];
}

export interface OperatorShape {
  name: string;
  value: string;
}

export interface OtherPassword {
  current_password: string;
  new_password: string;
  confirm_password?: string | null;
}

export interface OutputShape {
  kind: string;
  format: string;
  name: string;
  url: string;
  duration_s: number | null;
  bytes: number;
  sha256: string;
}

export interface OwnAudio {
  upload: string;
  use?: "guide" | "stem";
  bpm?: number | null;
}

export interface OwnerKept {
  files: number;
  bytes: number;
  owner: string;
  username: string | null;
}

export interface PendingTake {
  job_id: string;
  parent: number;
  edit: object;
  status: string;
  progress: number;
}

export interface PersonAnswer {
  id: number;
  username: string;
  full_name: string;
  about: string;
  avatar: string | null;
  created_at: string;
  email?: string | null;
  success: true;
}

export interface PersonHit {
  id: number;
  username: string;
  full_name: string;
  avatar: string | null;
}

export interface PersonPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ListedPerson[];
}

export interface Picture {
  file?: string | null;
}

export interface PlaceShape {
  id: number;
  position: number;
}

export interface PlacedSong {
  id: number;
  user: string;
  title: string;
  duration: string;
  duration_s: number;
  file: string | null;
  genre: string;
  style: string;
  play_count: number;
  like_count: number;
  public: boolean;
  created_at: string;
  state: "pending" | "ready" | "failed";
  key: string | null;
  tempo_bpm: number | null;
  meter: string | null;
  seed: number | null;
  prompt: string;
  strata: StrataShape | null;
  origin: "generated" | "uploaded";
  artist: string;
  artist_id: number | null;
  album: string | null;
  album_id: number | null;
  track_number: number | null;
  image: string | null;
  artwork: string;
  waveform: string | null;
  mood: string;
  tags: string[];
  liked: boolean;
  stars: number | null;
  gain: GainShape | null;
  track_id: string | null;
  job_id: string | null;
  entry_id: number | null;
  position: number;
  added_at: string | null;
  added_by: string | null;
}

export interface PlanShape {
  bars: number;
  duration_s: number;
  sections: object[];
}

export interface PlayableForm {
  format: string;
  bitrate_kbps: number;
  media_type: string;
  bytes: number | null;
  ready: boolean;
  skip_samples: number;
  url: string;
}

export interface Playback {
  success: true;
  song_id: number;
  title: string;
  duration_s: number;
  gain_db: number | null;
  peak: number | null;
  expires_at: string | null;
  url: string;
  forms: PlayableForm[];
}

export interface PlayerName {
  name: string;
}

export interface PlaylistAnswer {
  id: number;
  name: string;
  is_public: boolean;
  cover_image: string;
  created_at: string;
  changed_at: string;
  description: string;
  user: string;
  is_mine: boolean;
  is_collaborative: boolean;
  can_edit: boolean;
  is_smart: boolean;
  rule: object | null;
  song_count: number | null;
  success: true;
}

export interface PlaylistChange {
  changed_at?: string | null;
  name?: string | null;
  title?: string | null;
  is_public?: boolean | null;
  is_collaborative?: boolean | null;
  description?: string | null;
  rule?: object | null;
  cover_image?: string | null;
}

export interface PlaylistHit {
  id: number;
  name: string;
  user: string;
  is_public: boolean;
  cover_image: string | null;
}

export interface PlaylistPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: PlaylistShape[];
}

export interface PlaylistShape {
  id: number;
  name: string;
  is_public: boolean;
  cover_image: string;
  created_at: string;
  changed_at: string;
  description: string;
  user: string;
  is_mine: boolean;
  is_collaborative: boolean;
  can_edit: boolean;
  is_smart: boolean;
  rule: object | null;
  song_count: number | null;
}

export interface PresetShape {
  name: string;
  label: string;
  group: string;
  about: string;
  effects: (Record<string, boolean | number | string>)[];
}

export interface Preview {
  text: string;
  voice?: string;
  language?: string;
  expression?: string;
}

export interface PriceRow {
  type: string;
  engine: string;
  start: number;
  per_second: number;
}

export interface Prices {
  success: true;
  enabled: boolean;
  trial: number;
  monthly: number;
  results: PriceRow[];
}

export interface Problem {
  success: false;
  error: string;
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: Record<string, string[]>;
  request_id: string;
}

export interface Profile {
  success: true;
  id: number;
  username: string;
  full_name: string;
  about: string;
  avatar: string | null;
  since: string;
  song_count: number;
  play_count: number;
  like_count: number;
  playlist_count: number;
  next: string | null;
  previous: string | null;
  songs: SongShape[];
  playlists: PlaylistShape[];
}

export interface ProjectFile {
  file?: string | null;
}

export interface Prompt {
  prompt: string;
}

export interface QueueHealth {
  success: true;
  redis: boolean;
  rq_enabled: boolean;
  workers: number;
  mode: "queue" | "direct";
}

export interface ReadUntil {
  up_to?: number | null;
}

export interface Redeemed {
  balance: number;
  held: number;
  trial: boolean;
  monthly: number;
  verified: boolean;
  next_allowance: string | null;
  success: true;
  amount: number;
}

export interface Redeeming {
  code: string;
}

export interface Refreshed {
  success: true;
  access: string;
  user: UserShape;
}

export interface Registered {
  success: true;
  message: string;
  detail: string;
  user: UserShape;
}

export interface Registration {
  username?: string;
  email?: string;
  password?: string;
  password1?: string;
  password2?: string | null;
  full_name?: string;
}

export interface ReportAnswer {
  success: true;
  id: number;
  kind: string;
  thing: number;
  created_at: string;
}

export interface ReportPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ReportShape[];
}

export interface ReportShape {
  id: number;
  kind: string;
  thing: number;
  about_user: number | null;
  reason: string;
  excerpt: string;
  reporter_id: number | null;
  reporter: string | null;
  created_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
}

export interface ResolvedReport {
  id: number;
  kind: string;
  thing: number;
  about_user: number | null;
  reason: string;
  excerpt: string;
  reporter_id: number | null;
  reporter: string | null;
  created_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
  success: true;
}

export interface Retried {
  success: true;
  job_id: string;
  status: string;
  links: Record<string, string>;
  song_id?: number | null;
  track_id?: string | null;
  seed?: number | null;
}

export interface Rewriting {
  prompt?: string;
  theme?: string;
  style?: string;
  mood?: string;
  seed?: number | null;
  lyrics: string;
  line: number;
  song_id?: number | null;
}

export interface RewrittenLine {
  success: true;
  lyrics: string;
  line: string;
  alternatives: string[];
}

export interface Rhyme {
  word: string;
  kind: "perfect" | "near";
  syllables: number;
  stress: string;
}

export interface RhymeQuery {
  word: string;
  kind?: "perfect" | "near";
  syllables?: number | null;
  stress?: string;
}

export interface Rhymes {
  success: true;
  rhymes: Rhyme[];
}

export interface RuleFields {
  success: true;
  fields: FieldShape[];
  orders: string[];
  limits: RuleLimits;
}

export interface RuleLimits {
  conditions: number;
  depth: number;
  songs: number;
}

export interface RulePreview {
  success: true;
  count: number;
  duration_s: number;
  songs: PlacedSong[];
}

export interface Said {
  success: true;
  message: string;
}

export interface SaidWithUser {
  success: true;
  message: string;
  user: UserShape;
}

export type Scope = "mine" | "public" | "all" | "trash";

export interface SectionSeed {
  section?: string;
  part?: string;
  seed: number;
}

export interface SettingList {
  success: true;
  count: number;
  results: SettingShape[];
}

export interface SettingShape {
  name: string;
  value: unknown;
  secret: boolean;
}

export interface ShareAnswer {
  id: number;
  kind: "song" | "album" | "playlist";
  thing_id: number;
  title: string;
  token: string;
  url: string;
  embed_url: string;
  description: string;
  created_at: string;
  expires_at: string | null;
  is_over: boolean;
  visits: number;
  visited_at: string | null;
  success: true;
}

export interface SharePage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: ShareShape[];
}

export interface ShareShape {
  id: number;
  kind: "song" | "album" | "playlist";
  thing_id: number;
  title: string;
  token: string;
  url: string;
  embed_url: string;
  description: string;
  created_at: string;
  expires_at: string | null;
  is_over: boolean;
  visits: number;
  visited_at: string | null;
}

export interface SharedThing {
  success: true;
  kind: "song" | "album" | "playlist";
  title: string;
  user: string;
  description: string;
  created_at: string;
  expires_at: string | null;
  cover_image: string | null;
  count: number;
  next: string | null;
  previous: string | null;
  duration_s: number;
  songs: SongShape[];
}

export interface Sheet {
  lyrics: string;
  title?: string | null;
  language?: string;
}

export interface SheetChange {
  lyrics?: string | null;
  title?: string | null;
  language?: string | null;
}

export interface SomeSongs {
  success: true;
  results: SongShape[];
}

export interface SongAnswer {
  id: number;
  user: string;
  title: string;
  duration: string;
  duration_s: number;
  file: string | null;
  genre: string;
  style: string;
  play_count: number;
  like_count: number;
  public: boolean;
  created_at: string;
  state: "pending" | "ready" | "failed";
  key: string | null;
  tempo_bpm: number | null;
  meter: string | null;
  seed: number | null;
  prompt: string;
  strata: StrataShape | null;
  origin: "generated" | "uploaded";
  artist: string;
  artist_id: number | null;
  album: string | null;
  album_id: number | null;
  track_number: number | null;
  image: string | null;
  artwork: string;
  waveform: string | null;
  mood: string;
  tags: string[];
  liked: boolean;
  stars: number | null;
  gain: GainShape | null;
  track_id: string | null;
  job_id: string | null;
  success: true;
}

export interface SongChange {
  title?: string | null;
  genre?: string | null;
  public?: boolean | null;
  artist?: string | null;
  album?: string | null;
  album_id?: number | null;
  track_number?: number | null;
  lyrics?: string | null;
  mood?: string | null;
  tags?: string[] | null;
  image?: string | null;
}

export interface SongPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: SongShape[];
}

export interface SongShape {
  id: number;
  user: string;
  title: string;
  duration: string;
  duration_s: number;
  file: string | null;
  genre: string;
  style: string;
  play_count: number;
  like_count: number;
  public: boolean;
  created_at: string;
  state: "pending" | "ready" | "failed";
  key: string | null;
  tempo_bpm: number | null;
  meter: string | null;
  seed: number | null;
  prompt: string;
  strata: StrataShape | null;
  origin: "generated" | "uploaded";
  artist: string;
  artist_id: number | null;
  album: string | null;
  album_id: number | null;
  track_number: number | null;
  image: string | null;
  artwork: string;
  waveform: string | null;
  mood: string;
  tags: string[];
  liked: boolean;
  stars: number | null;
  gain: GainShape | null;
  track_id: string | null;
  job_id: string | null;
}

export interface SongWithMessage {
  id: number;
  title: string;
  duration_s: number;
  public: boolean;
  url: string;
}

export interface SongWords {
  success: true;
  song_id: number;
  take: number;
  voice: string;
  language: string;
  licence: string;
  lines: LineShape[];
}

export type Sort = "best" | "-created" | "created" | "title" | "-title" | "duration" | "-duration" | "tempo" | "-tempo" | "-plays" | "plays" | "-likes" | "likes";

export interface StandingAnswer {
  balance: number;
  held: number;
  trial: boolean;
  monthly: number;
  verified: boolean;
  next_allowance: string | null;
  success: true;
}

export interface Stars {
  stars: number;
}

export interface Statistics {
  success: true;
  total_songs: number;
  total_albums: number;
  total_users: number;
  total_artists: number;
  public_songs: number;
  total_messages: number;
  open_reports: number;
  plays: number;
  jobs: Record<string, number>;
  storage: Kept;
  days: Day[];
}

export interface Storage {
  files: number;
  bytes: number;
  success: true;
  kinds: KindKept[];
  owners: OwnerKept[];
}

export interface StoredUpload {
  id: string;
  kind: "audio" | "midi" | "image";
  format: string;
  path: string;
  url: string;
  name: string;
  bytes: number;
  duration_s: number | null;
  created_at: string;
  analysis: AnalysisShape | null;
  success: true;
  duplicate: boolean;
}

export interface StrataShape {
  url: string;
}

export interface StyleShape {
  name: string;
  label: string;
  words: string[];
  tempo: [number, number, number];
  families: string[];
}

export interface Styles {
  success: true;
  results: StyleShape[];
}

export interface SyllableShape {
  text: string;
  start_s: number;
  end_s: number;
  note: number | null;
}

export interface Synonym {
  word: string;
  syllables: number;
  stress: string;
  scans: boolean;
}

export interface SynonymQuery {
  word: string;
  syllables?: number | null;
}

export interface Synonyms {
  success: true;
  synonyms: Synonym[];
}

export interface TakeAnswer {
  number: number;
  parent: number | null;
  is_current: boolean;
  created_at: string;
  text: string;
  changed: Record<string, string[]>;
  edit: object | null;
  seed: number;
  duration_s: number | null;
  file: string | null;
  loudness_lufs: number | null;
  bytes: number;
  url: string;
  success: true;
}

export interface TakeChange {
  current: boolean;
}

export interface TakeShape {
  number: number;
  parent: number | null;
  is_current: boolean;
  created_at: string;
  text: string;
  changed: Record<string, string[]>;
  edit: object | null;
  seed: number;
  duration_s: number | null;
  file: string | null;
  loudness_lufs: number | null;
  bytes: number;
  url: string;
}

export interface TakeawayAnswer {
  success: true;
  status: "none" | "queued" | "started" | "finished" | "failed";
  job_id: string | null;
  url: string | null;
  name: string | null;
  bytes: number | null;
  made_at: string | null;
  kept_until: string | null;
  error: string | null;
}

export interface TakenOut {
  changed_at?: string | null;
  entries: number[];
}

export interface Takes {
  success: true;
  song_id: number;
  current: number | null;
  results: TakeShape[];
  pending: PendingTake[];
}

export interface TalkedTo {
  id: number;
  username: string;
  full_name: string;
  avatar: string | null;
  active: boolean;
}

export interface Tempo {
  at: string;
  bpm: number;
  over_bars?: number;
}

export interface TempoCountShape {
  from: number;
  to: number;
  count: number;
}

export interface TermShape {
  file: string;
  text: string;
}

export interface TrackStatus {
  success: true;
  track_id: string;
  status: "processing" | "completed" | "failed";
  progress: number;
  download_url: string | null;
}

export interface TransferAnswer {
  id: string;
  kind: string;
  name: string;
  offset: number;
  length: number;
  expires_at: string;
  job_id: string | null;
  piece_bytes: number;
  success: true;
}

export interface TransferShape {
  id: string;
  kind: string;
  name: string;
  offset: number;
  length: number;
  expires_at: string;
  job_id: string | null;
  piece_bytes: number;
}

export interface Transfers {
  success: true;
  results: TransferShape[];
}

export interface TriedRule {
  rule: object;
}

export interface Undo {
  action: "restore";
  trashed_at: string;
}

export interface UndoShape {
  songs: number[];
  entries: number[];
  changed_at: string;
}

export interface UnseenEntry {
  entry_id: number;
  position: number;
  added_at: string;
  added_by: string | null;
}

export interface Upload {
  file?: string | null;
}

export interface UploadAnswer {
  id: string;
  kind: "audio" | "midi" | "image";
  format: string;
  path: string;
  url: string;
  name: string;
  bytes: number;
  duration_s: number | null;
  created_at: string;
  analysis: AnalysisShape | null;
  success: true;
}

export interface UploadPage {
  success: true;
  count: number;
  next: string | null;
  previous: string | null;
  results: UploadShape[];
}

export interface UploadShape {
  id: string;
  kind: "audio" | "midi" | "image";
  format: string;
  path: string;
  url: string;
  name: string;
  bytes: number;
  duration_s: number | null;
  created_at: string;
  analysis: AnalysisShape | null;
}

export interface UserAnswer {
  id: number;
  username: string;
  email: string;
  full_name: string;
  email_verified: boolean;
  is_admin: boolean;
  pending_email: string | null;
  avatar: string | null;
  about: string;
  public_profile: boolean;
  success: true;
}

export interface UserShape {
  id: number;
  username: string;
  email: string;
  full_name: string;
  email_verified: boolean;
  is_admin: boolean;
  pending_email: string | null;
  avatar: string | null;
  about: string;
  public_profile: boolean;
}

export interface UserWithCredits {
  id: number;
  username: string;
  email: string;
  full_name: string;
  email_verified: boolean;
  is_admin: boolean;
  pending_email: string | null;
  avatar: string | null;
  about: string;
  public_profile: boolean;
  success: true;
  credits: number | null;
}

export interface ValidationErrorModel {
  type: string;
  loc: unknown[];
  msg: string;
  input: unknown;
  url?: string | null;
  ctx?: object | null;
}

export interface VocalRequest {
  lyrics?: string;
  voice?: string;
  language?: string;
  expression?: string;
  harmonies?: string[];
  respelled?: Record<string, string>;
  bpm?: number | null;
  key?: string | null;
  style?: string | null;
  engine?: string;
  seed?: number | null;
  title?: string | null;
  melody?: Melody | null;
  backing?: BackingTrack | null;
}

export interface VoicePreview {
  success: true;
  voice: string;
  url: string;
  ready: boolean;
}

export interface VoiceShape {
  id: string;
  label: string;
  engine: string;
  languages: string[];
  range: [number, number];
  tessitura: [number, number];
  licence: string;
  credit: string;
  speed: number;
  available: boolean;
  reason: string | null;
  sample: string | null;
}

export interface Voices {
  success: true;
  voices: VoiceShape[];
  expressions: NamedShape[];
  harmonies: NamedShape[];
}

export type Whose = "mine" | "shared" | "all";

export interface WordList {
  success: true;
  results: CountedWord[];
}

export interface WordShape {
  text: string;
  start_s: number;
  end_s: number;
  syllables: SyllableShape[];
}

export interface WorkerShape {
  name: string;
  started_at: string;
  seen_at: string;
  silent_s: number;
}

export interface Workers {
  success: true;
  redis: boolean;
  mode: string;
  queued: number;
  started: number;
  count: number;
  results: WorkerShape[];
}

export interface Writing {
  prompt?: string;
  theme?: string;
  style?: string;
  mood?: string;
  seed?: number | null;
  form?: string;
  rhyme_scheme?: string;
  duration?: number | null;
  song_id?: number | null;
}

export interface YearCountShape {
  value: number;
  count: number;
}

export interface Routes {
  /** Sign up with a name, an address and a password; a letter with a link goes to the address. */
  "POST /api/auth/register/": {
    path: undefined;
    query: undefined;
    body: Registration;
    answer: Registered;
  };
  /** Sign up with an address and a repeated password; the name is made from the address. */
  "POST /api/auth/registration/": {
    path: undefined;
    query: undefined;
    body: Registration;
    answer: Registered;
  };
  /** Log in; the answer holds a key and an access token, the cookies a session and a refresh token for the browser. */
  "POST /api/auth/login/": {
    path: undefined;
    query: undefined;
    body: Credentials;
    answer: LoggedIn;
  };
  /** Get a new access token for the refresh cookie, which is used up and followed by the next one. */
  "POST /api/auth/token/refresh/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Refreshed;
  };
  /** Log out: the key, the cookies and the access tokens of this login end here. */
  "POST /api/auth/logout/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Set the cookie ``csrftoken`` and give its value, for clients that send it back as X-CSRFToken. */
  "GET /api/csrf/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: CsrfAnswer;
  };
  /** Verify an address by the link that was sent there. Browsers are led on to a page that says how it went. */
  "GET /api/auth/verify-email/{token}/": {
    path: { token: string };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Send a new link to the address that waits to be verified. */
  "POST /api/auth/verify-email/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Send a link to choose a new password, if there is such an account; the answer is the same where there is none. */
  "POST /api/auth/forgot-password/": {
    path: undefined;
    query: undefined;
    body: Forgotten;
    answer: Said;
  };
  /** Choose a new password by a link, which works once; all sessions and API keys of the account end. */
  "POST /api/auth/reset-password/{token}/": {
    path: { token: string };
    query: undefined;
    body: NewPassword;
    answer: Said;
  };
  /** Show the letters that were written, newest first; in development, without a mail server, and on this machine. */
  "GET /api/dev/mailbox": {
    path: undefined;
    query: { to?: string };
    body: undefined;
    answer: Letters;
  };
  /** Show who is logged in. */
  "GET /api/auth/user/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: UserWithCredits;
  };
  /** Change the user name, the full name, or what the public profile shows, as PATCH does. */
  "PUT /api/auth/user/": {
    path: undefined;
    query: undefined;
    body: Names;
    answer: UserAnswer;
  };
  /** Change the user name, the full name, or what the public profile shows. */
  "PATCH /api/auth/user/": {
    path: undefined;
    query: undefined;
    body: Names;
    answer: UserAnswer;
  };
  /** Say whether the caller is the administrator. */
  "GET /api/admin/check/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: AdminAnswer;
  };
  /** Set a picture of yourself, as multipart field `file`; it is decoded and written anew, and seen by everybody. */
  "PUT /api/auth/avatar/": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: UserAnswer;
  };
  /** Be without a picture. */
  "DELETE /api/auth/avatar/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: UserAnswer;
  };
  /** Ask for another address: it becomes yours by the link that is sent there. Your present one calls that off. */
  "POST /api/auth/change-email/": {
    path: undefined;
    query: undefined;
    body: NewAddress;
    answer: SaidWithUser;
  };
  /** Choose another password; all other sessions and all other API keys end. */
  "POST /api/auth/change-password/": {
    path: undefined;
    query: undefined;
    body: OtherPassword;
    answer: Said;
  };
  /** List where you are signed in. */
  "GET /api/auth/sessions/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LoginList;
  };
  /** Sign out everywhere else. */
  "DELETE /api/auth/sessions/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Ended;
  };
  /** Give a session a name. */
  "PATCH /api/auth/sessions/{login_id}/": {
    path: { login_id: string };
    query: undefined;
    body: KeyName;
    answer: LoginAnswer;
  };
  /** End a session: its key, its cookies and its access tokens. */
  "DELETE /api/auth/sessions/{login_id}/": {
    path: { login_id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List your API keys. */
  "GET /api/auth/keys/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LoginList;
  };
  /** Make an API key for a program; it is shown in this answer only, and lasts until it was not used for a year. */
  "POST /api/auth/keys/": {
    path: undefined;
    query: undefined;
    body: KeyName;
    answer: FreshKey;
  };
  /** Give an API key another name. */
  "PATCH /api/auth/keys/{login_id}/": {
    path: { login_id: string };
    query: undefined;
    body: KeyName;
    answer: LoginAnswer;
  };
  /** End an API key. */
  "DELETE /api/auth/keys/{login_id}/": {
    path: { login_id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Say whether everything of yours is there as one file, or is being packed. */
  "GET /api/auth/export/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: TakeawayAnswer;
  };
  /** Have everything of yours packed into one file: songs, takes, uploads, and what the studio knows of you. */
  "POST /api/auth/export/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: TakeawayAnswer;
  };
  /** Delete your account with all songs, files, sessions and keys, at once and for good; public songs go as well. */
  "POST /api/auth/delete-account/": {
    path: undefined;
    query: undefined;
    body: Farewell;
    answer: Said;
  };
  /** List your app passwords, the newest first; what they are was shown when they were made. */
  "GET /api/auth/app-passwords/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: AppPasswordList;
  };
  /** Make a password for a music player; it is shown in this answer only, and opens nothing but `/rest/`. */
  "POST /api/auth/app-passwords/": {
    path: undefined;
    query: undefined;
    body: PlayerName;
    answer: FreshAppPassword;
  };
  /** End an app password; the player that has it is locked out at once. */
  "DELETE /api/auth/app-passwords/{password_id}/": {
    path: { password_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Answer a music player (OpenSubsonic): `u`, `t` and `s` of an app password, or `apiKey`, come with the call. */
  "GET /rest/{call}": {
    path: { call: string };
    query: undefined;
    body: undefined;
    answer: object;
  };
  /** Answer a music player that sends a form, as GET does. */
  "POST /rest/{call}": {
    path: { call: string };
    query: undefined;
    body: undefined;
    answer: object;
  };
  /** Say what is understood of some words, and how the song would go, without making it. */
  "POST /api/music/brief": {
    path: undefined;
    query: undefined;
    body: MusicWish;
    answer: BriefAnswer;
  };
  /** Make a song; a repeated `Idempotency-Key` gets the first job back. */
  "POST /api/jobs/music": {
    path: undefined;
    query: undefined;
    body: MusicWish;
    answer: Accepted;
  };
  /** Make music from a prompt; no account is needed for a trial. */
  "POST /music/generate": {
    path: undefined;
    query: undefined;
    body: Generate;
    answer: Generating;
  };
  /** Say how far a track is; whoever knows its id may ask. */
  "GET /music/status/{track_id}": {
    path: { track_id: string };
    query: undefined;
    body: undefined;
    answer: TrackStatus;
  };
  /** Have words sung; the job's `result.path` is the voice. A repeated `Idempotency-Key` gets the first job back. */
  "POST /api/jobs/vocals": {
    path: undefined;
    query: undefined;
    body: VocalRequest;
    answer: Accepted;
  };
  /** List the caller's jobs, newest first. */
  "GET /api/jobs": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: JobPage;
  };
  /** Say how the work gets done: through Redis, or directly from the table. */
  "GET /api/jobs/health": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: QueueHealth;
  };
  /** Show a job; while it is under way the answer says when to ask again. */
  "GET /api/jobs/{job_id}": {
    path: { job_id: string };
    query: undefined;
    body: undefined;
    answer: JobAnswer;
  };
  /** Call a job off, whether it waits or runs. */
  "POST /api/jobs/{job_id}/cancel": {
    path: { job_id: string };
    query: undefined;
    body: undefined;
    answer: JobAnswer;
  };
  /** Do a failed or cancelled job again, as a new job with the same input; a retry under way is that job. */
  "POST /api/jobs/{job_id}/retry": {
    path: { job_id: string };
    query: undefined;
    body: undefined;
    answer: Retried;
  };
  /** Stream a job's changes as server-sent events, until it is over; `Last-Event-ID` takes up where one left. */
  "GET /api/jobs/{job_id}/events": {
    path: { job_id: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** List songs: one's own when signed in, else what is public. */
  "GET /api/songs/": {
    path: undefined;
    query: { scope?: Scope | null; q?: string; genre?: string; mood?: string; key?: string; tag?: string; origin?: string; artist_id?: number | null; album_id?: number | null; liked?: boolean; tempo_min?: number | null; tempo_max?: number | null; length_min?: number | null; length_max?: number | null; year_min?: number | null; year_max?: number | null; since?: string | null; until?: string | null; page?: number; page_size?: number; sort?: Sort | null; after?: number | null };
    body: undefined;
    answer: SongPage;
  };
  /** Bring a song: .wav, .mp3 or .flac. It is public unless you say no; a job looks for its tempo, key and shape. */
  "POST /api/songs/": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: SongAnswer;
  };
  /** List what was thrown away in the last 30 days. */
  "GET /api/songs/trash/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: SongPage;
  };
  /** Show a song with its sections, chords, stems, files and brief. */
  "GET /api/songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: SongAnswer;
  };
  /** Change what a song is called, whom it is by, its album, words, tags, picture and visibility. */
  "PUT /api/songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: SongChange;
    answer: SongAnswer;
  };
  /** Change some of that. */
  "PATCH /api/songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: SongChange;
    answer: SongAnswer;
  };
  /** Put a song into the trash for 30 days. */
  "DELETE /api/songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Take a song out of the trash. */
  "POST /api/songs/{song_id}/restore/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: SongAnswer;
  };
  /** Play a song; beginning at its beginning counts as a listen. */
  "GET /api/songs/{song_id}/play/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Show what is sung in a song, each word and syllable with its times. */
  "GET /api/songs/{song_id}/words": {
    path: { song_id: number };
    query: { take?: number | null };
    body: undefined;
    answer: SongWords;
  };
  /** Change many of your songs at once: the trash and back, visibility, tags, genre, album. */
  "POST /api/songs/bulk/": {
    path: undefined;
    query: undefined;
    body: BulkBody;
    answer: BulkAnswer;
  };
  /** List songs, stems, voices, notes, uploads, words and pictures of your own, the newest first. */
  "GET /api/library": {
    path: undefined;
    query: { page?: number; page_size?: number; kind?: string; q?: string };
    body: undefined;
    answer: ItemPage;
  };
  /** Show one of them. */
  "GET /api/library/{item}": {
    path: { item: string };
    query: undefined;
    body: undefined;
    answer: ItemAnswer;
  };
  /** Call one of them otherwise; parts of a song have the song's name. */
  "PATCH /api/library/{item}": {
    path: { item: string };
    query: undefined;
    body: ItemName;
    answer: ItemAnswer;
  };
  /** Put a song into the trash, or remove an upload, a picture or words. */
  "DELETE /api/library/{item}": {
    path: { item: string };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** List albums. */
  "GET /api/albums/": {
    path: undefined;
    query: { page?: number; page_size?: number; q?: string; sort?: AlbumSort };
    body: undefined;
    answer: AlbumPage;
  };
  /** Make an album. */
  "POST /api/albums/": {
    path: undefined;
    query: undefined;
    body: AlbumChange;
    answer: AlbumAnswer;
  };
  /** Show an album with its songs in order. */
  "GET /api/albums/{album_id}/": {
    path: { album_id: number };
    query: undefined;
    body: undefined;
    answer: AlbumAnswer;
  };
  /** Change an album's title, artist, year and picture. */
  "PUT /api/albums/{album_id}/": {
    path: { album_id: number };
    query: undefined;
    body: AlbumChange;
    answer: AlbumAnswer;
  };
  /** Change some of that. */
  "PATCH /api/albums/{album_id}/": {
    path: { album_id: number };
    query: undefined;
    body: AlbumChange;
    answer: AlbumAnswer;
  };
  /** Remove an album and put the songs on it that were brought into the trash. */
  "DELETE /api/albums/{album_id}/": {
    path: { album_id: number };
    query: { keep_songs?: boolean };
    body: undefined;
    answer: undefined;
  };
  /** List artists by name. */
  "GET /api/artists/": {
    path: undefined;
    query: { page?: number; page_size?: number; q?: string };
    body: undefined;
    answer: ArtistPage;
  };
  /** Show an artist with albums and the songs that were heard most. */
  "GET /api/artists/{artist_id}/": {
    path: { artist_id: number };
    query: undefined;
    body: undefined;
    answer: ArtistAnswer;
  };
  /** Like a song. */
  "POST /api/songs/{song_id}/like/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Like a song no more. */
  "POST /api/songs/{song_id}/unlike/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Give a song 1 to 5 stars, or take them back with 0. */
  "POST /api/songs/{song_id}/rating/": {
    path: { song_id: number };
    query: undefined;
    body: Stars;
    answer: Said;
  };
  /** Like an album. */
  "POST /api/albums/{album_id}/like/": {
    path: { album_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Like an album no more. */
  "POST /api/albums/{album_id}/unlike/": {
    path: { album_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Give an album 1 to 5 stars, or take them back with 0. */
  "POST /api/albums/{album_id}/rating/": {
    path: { album_id: number };
    query: undefined;
    body: Stars;
    answer: Said;
  };
  /** Like an artist. */
  "POST /api/artists/{artist_id}/like/": {
    path: { artist_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Like an artist no more. */
  "POST /api/artists/{artist_id}/unlike/": {
    path: { artist_id: number };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Give an artist 1 to 5 stars, or take them back with 0. */
  "POST /api/artists/{artist_id}/rating/": {
    path: { artist_id: number };
    query: undefined;
    body: Stars;
    answer: Said;
  };
  /** List the songs that one likes, the newest likes first. */
  "GET /api/liked-songs/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: SongPage;
  };
  /** List what one has heard, the newest first; `X-Total-Count` says how much, `Link` where the rest is. */
  "GET /api/playback-history/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: History;
  };
  /** List the genres of the songs that one may see. */
  "GET /api/genres/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: WordList;
  };
  /** List the tags of the songs that one may see. */
  "GET /api/tags/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: WordList;
  };
  /** Draw some of the editor's picks. */
  "GET /api/songs/featured/": {
    path: undefined;
    query: { limit?: number };
    body: undefined;
    answer: SomeSongs;
  };
  /** Draw some songs that are like what one liked and heard lately. */
  "GET /api/songs/made-for-you/": {
    path: undefined;
    query: { limit?: number };
    body: undefined;
    answer: SomeSongs;
  };
  /** Draw some of what was played most in the last seven days. */
  "GET /api/songs/trending/": {
    path: undefined;
    query: { limit?: number };
    body: undefined;
    answer: SomeSongs;
  };
  /** Draw some songs by chance. */
  "GET /api/songs/random/": {
    path: undefined;
    query: { scope?: Scope | null; q?: string; genre?: string; mood?: string; key?: string; tag?: string; origin?: string; artist_id?: number | null; album_id?: number | null; liked?: boolean; tempo_min?: number | null; tempo_max?: number | null; length_min?: number | null; length_max?: number | null; year_min?: number | null; year_max?: number | null; since?: string | null; until?: string | null; limit?: number };
    body: undefined;
    answer: SomeSongs;
  };
  /** List the songs that are most like one: by genre, artist, tags, mood, tempo and key. */
  "GET /api/songs/{song_id}/similar/": {
    path: { song_id: number };
    query: { limit?: number };
    body: undefined;
    answer: SomeSongs;
  };
  /** Count songs by genre, mood, key, tempo, year, artist and tag. */
  "GET /api/songs/facets/": {
    path: undefined;
    query: { scope?: Scope | null; q?: string; genre?: string; mood?: string; key?: string; tag?: string; origin?: string; artist_id?: number | null; album_id?: number | null; liked?: boolean; tempo_min?: number | null; tempo_max?: number | null; length_min?: number | null; length_max?: number | null; year_min?: number | null; year_max?: number | null; since?: string | null; until?: string | null };
    body: undefined;
    answer: Facets;
  };
  /** Search the public songs by a part of their title or genre. */
  "GET /api/search-songs/": {
    path: undefined;
    query: { page?: number; page_size?: number; title?: string; genre?: string; q?: string };
    body: undefined;
    answer: FoundPage;
  };
  /** Search songs, albums, artists, playlists and people at once. */
  "GET /api/search/": {
    path: undefined;
    query: { q: string; limit?: number };
    body: undefined;
    answer: Everywhere;
  };
  /** Say how to play a song: addresses for `<audio>`, which sends no headers, levels, and what to skip for no gaps. */
  "GET /api/songs/{song_id}/playback/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Playback;
  };
  /** Stream a song: a kept file, in ranges, or one that is made while it is heard; its beginning is a listen. */
  "GET /api/songs/{song_id}/stream/": {
    path: { song_id: number };
    query: { format?: string; bitrate?: number; start?: number; sig?: string };
    body: undefined;
    answer: Blob;
  };
  /** List the takes of one's own song as a tree: each names its parent and what was changed. */
  "GET /api/songs/{song_id}/takes": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Takes;
  };
  /** Change a song by one edit: a job that makes a new take; a repeated `Idempotency-Key` gets the first job back. */
  "POST /api/songs/{song_id}/takes": {
    path: { song_id: number };
    query: undefined;
    body: EditBody;
    answer: Accepted;
  };
  /** Show a take with its sections, chords, stems, files and brief. */
  "GET /api/songs/{song_id}/takes/{number}": {
    path: { song_id: number; number: number };
    query: undefined;
    body: undefined;
    answer: TakeAnswer;
  };
  /** Choose the current take of a song. */
  "PATCH /api/songs/{song_id}/takes/{number}": {
    path: { song_id: number; number: number };
    query: undefined;
    body: TakeChange;
    answer: TakeAnswer;
  };
  /** Remove a take and its files for good; takes that were made from it stay. */
  "DELETE /api/songs/{song_id}/takes/{number}": {
    path: { song_id: number; number: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List what can be taken away from a song. */
  "GET /api/songs/{song_id}/downloads": {
    path: { song_id: number };
    query: { take?: number | null };
    body: undefined;
    answer: Downloads;
  };
  /** Send a download; 202, the job that makes it and when to come back where that takes more than a moment. */
  "GET /api/songs/{song_id}/downloads/{download}": {
    path: { song_id: number; download: string };
    query: { take?: number | null; download?: boolean };
    body: undefined;
    answer: Blob | DownloadPending;
  };
  /** List the effects with the ranges, units and defaults of their parameters, and the presets. */
  "GET /api/effects": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: EffectCatalogue;
  };
  /** Put effects over a sound; the job's `result.path` is a new one. A repeated `Idempotency-Key` gets the first. */
  "POST /api/jobs/effects": {
    path: undefined;
    query: undefined;
    body: EffectsRequest;
    answer: JobAccepted;
  };
  /** List what effects have made for the caller, newest first. */
  "GET /api/effects/results": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: EffectResultPage;
  };
  /** Show a result, with its source and its chain, which can be sent again. */
  "GET /api/effects/results/{asset_id}": {
    path: { asset_id: string };
    query: undefined;
    body: undefined;
    answer: EffectResultAnswer;
  };
  /** Remove a result for good. */
  "DELETE /api/effects/results/{asset_id}": {
    path: { asset_id: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Make a song of a project file, note for note as it stands there; a repeated `Idempotency-Key` gets the first. */
  "POST /api/projects": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: Accepted;
  };
  /** Make a song from a prompt; its address is known at once, the file follows. */
  "POST /api/ai/generate/": {
    path: undefined;
    query: { wait?: number };
    body: Prompt;
    answer: GeneratedAnswer;
  };
  /** List the caller's generated songs, newest first. */
  "GET /api/ai/generated-songs/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: GeneratedSongs;
  };
  /** Show a generated song. */
  "GET /api/ai/generated-songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: GeneratedAnswer;
  };
  /** Change the words that a generated song goes by. */
  "PUT /api/ai/generated-songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: GeneratedChange;
    answer: GeneratedAnswer;
  };
  /** Change some of what a generated song goes by. */
  "PATCH /api/ai/generated-songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: GeneratedChange;
    answer: GeneratedAnswer;
  };
  /** Put a generated song into the trash. */
  "DELETE /api/ai/generated-songs/{song_id}/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Send the WAV file as an attachment; 202 and when to come back while it is being made. */
  "GET /api/ai/generated-songs/{song_id}/download/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: Blob | Said;
  };
  /** List everybody's public playlists, the newest first. */
  "GET /api/public-playlists/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: PlaylistPage;
  };
  /** List your playlists, the newest first. */
  "GET /api/playlists/": {
    path: undefined;
    query: { page?: number; page_size?: number; whose?: Whose };
    body: undefined;
    answer: PlaylistPage;
  };
  /** Make a playlist. */
  "POST /api/playlists/": {
    path: undefined;
    query: undefined;
    body: PlaylistChange;
    answer: PlaylistAnswer;
  };
  /** List what rules of smart playlists may ask about, by which operators, the orders, and the limits. */
  "GET /api/playlists/fields/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: RuleFields;
  };
  /** Show what a rule finds now. */
  "POST /api/playlists/preview/": {
    path: undefined;
    query: undefined;
    body: TriedRule;
    answer: RulePreview;
  };
  /** Show a playlist without its songs. */
  "GET /api/playlists/{playlist_id}/": {
    path: { playlist_id: number };
    query: undefined;
    body: undefined;
    answer: PlaylistAnswer;
  };
  /** Change a playlist's name, cover, description and visibility. */
  "PUT /api/playlists/{playlist_id}/": {
    path: { playlist_id: number };
    query: undefined;
    body: PlaylistChange;
    answer: PlaylistAnswer;
  };
  /** Change some of a playlist's name, cover, description and visibility. */
  "PATCH /api/playlists/{playlist_id}/": {
    path: { playlist_id: number };
    query: undefined;
    body: PlaylistChange;
    answer: PlaylistAnswer;
  };
  /** Delete a playlist; its songs stay. */
  "DELETE /api/playlists/{playlist_id}/": {
    path: { playlist_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Show a playlist with its songs in order. */
  "GET /api/playlist/{playlist_id}/": {
    path: { playlist_id: number };
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: OpenedPlaylist;
  };
  /** Put songs into a playlist, at a place or at the end. */
  "POST /api/playlists/{playlist_id}/songs/": {
    path: { playlist_id: number };
    query: undefined;
    body: AddedSongs;
    answer: ChangedList;
  };
  /** Let a playlist hold these songs in this order, if nobody changed it since `changed_at` (or `If-Match`). */
  "PUT /api/playlists/{playlist_id}/songs/": {
    path: { playlist_id: number };
    query: undefined;
    body: AllSongs;
    answer: ChangedList;
  };
  /** Move one or several entries of a playlist to a place. */
  "POST /api/playlists/{playlist_id}/move/": {
    path: { playlist_id: number };
    query: undefined;
    body: Move;
    answer: ChangedList;
  };
  /** Take entries out of a playlist. */
  "POST /api/playlists/{playlist_id}/remove/": {
    path: { playlist_id: number };
    query: undefined;
    body: TakenOut;
    answer: ChangedList;
  };
  /** List who may change a playlist beside its owner. */
  "GET /api/playlists/{playlist_id}/members/": {
    path: { playlist_id: number };
    query: undefined;
    body: undefined;
    answer: MemberList;
  };
  /** Let somebody change what is in a playlist. */
  "POST /api/playlists/{playlist_id}/members/": {
    path: { playlist_id: number };
    query: undefined;
    body: Invited;
    answer: MemberList;
  };
  /** Let a member go; a member may leave. */
  "DELETE /api/playlists/{playlist_id}/members/{user_id}/": {
    path: { playlist_id: number; user_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Make a link by which others become members; the one until now ends. */
  "POST /api/playlists/{playlist_id}/invitation/": {
    path: { playlist_id: number };
    query: undefined;
    body: undefined;
    answer: Invitation;
  };
  /** End the link by which others become members; members stay. */
  "DELETE /api/playlists/{playlist_id}/invitation/": {
    path: { playlist_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Become a member of a playlist by the token of an invitation. */
  "POST /api/playlists/join/": {
    path: undefined;
    query: undefined;
    body: JoinToken;
    answer: PlaylistAnswer;
  };
  /** Send the cover of a playlist. */
  "GET /media/covers/{name}": {
    path: { name: string };
    query: { download?: boolean; sig?: string };
    body: undefined;
    answer: Blob;
  };
  /** List what is in your playlists, or in one. */
  "GET /api/playlist-songs/": {
    path: undefined;
    query: { page?: number; page_size?: number; playlist?: string | null };
    body: undefined;
    answer: EntryPage;
  };
  /** Add a song to a playlist. */
  "POST /api/playlist-songs/": {
    path: undefined;
    query: undefined;
    body: NewEntry;
    answer: ChangedEntry;
  };
  /** Show an entry of a playlist. */
  "GET /api/playlist-songs/{entry_id}/": {
    path: { entry_id: number };
    query: undefined;
    body: undefined;
    answer: EntryAnswer;
  };
  /** Change which song an entry is, where it stands, or in which playlist. */
  "PUT /api/playlist-songs/{entry_id}/": {
    path: { entry_id: number };
    query: undefined;
    body: EntryChange;
    answer: ChangedEntry;
  };
  /** Change some of which song an entry is, where it stands, or in which playlist. */
  "PATCH /api/playlist-songs/{entry_id}/": {
    path: { entry_id: number };
    query: undefined;
    body: EntryChange;
    answer: ChangedEntry;
  };
  /** Take an entry out of its playlist; the answer has what would undo it. */
  "DELETE /api/playlist-songs/{entry_id}/": {
    path: { entry_id: number };
    query: undefined;
    body: undefined;
    answer: ChangedList;
  };
  /** List your links, the newest first. */
  "GET /api/shares/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: SharePage;
  };
  /** Make a link to a song, an album or a playlist that you may see. */
  "POST /api/shares/": {
    path: undefined;
    query: undefined;
    body: NewShare;
    answer: ShareAnswer;
  };
  /** End a link, and with it all addresses of files that it gave out. */
  "DELETE /api/shares/{share_id}/": {
    path: { share_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Show what a link opens; the visit is counted. */
  "GET /api/shared/{token}/": {
    path: { token: string };
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: SharedThing;
  };
  /** Show somebody's public profile: who they are, their public songs and playlists. */
  "GET /api/profiles/{username}/": {
    path: { username: string };
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: Profile;
  };
  /** Make a song; the answer has its id, its name and an open address: of the recording, else of the song to come. */
  "POST /api/create/": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: NewSong;
  };
  /** Store a sound: .wav, .mp3 or .flac; a job looks through it. The same file again is answered with the first. */
  "POST /api/upload/audio": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: StoredUpload;
  };
  /** Store notes: MIDI (.mid, .midi), MusicXML (.musicxml, .xml, .mxl) or a DiffSinger script (.ds). */
  "POST /api/upload/midi": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: StoredUpload;
  };
  /** Store a picture: .png, .jpg, .jpeg or .webp; it is decoded and written anew. */
  "POST /api/upload/image": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: StoredUpload;
  };
  /** List the caller's uploads, the newest first, with what was found out about the recordings among them. */
  "GET /api/uploads": {
    path: undefined;
    query: { page?: number; page_size?: number; kind?: "" | "audio" | "midi" | "image"; q?: string };
    body: undefined;
    answer: UploadPage;
  };
  /** Show an upload, and the analysis of a recording: peaks, loudness, tempo, key, chords, tags. */
  "GET /api/uploads/{upload}": {
    path: { upload: string };
    query: undefined;
    body: undefined;
    answer: UploadAnswer;
  };
  /** Call an upload otherwise. */
  "PATCH /api/uploads/{upload}": {
    path: { upload: string };
    query: undefined;
    body: NewName;
    answer: UploadAnswer;
  };
  /** Remove an upload; songs that were made with it keep what they have of it. */
  "DELETE /api/uploads/{upload}": {
    path: { upload: string };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Have a recording looked through again whose analysis failed. */
  "POST /api/uploads/{upload}/analysis": {
    path: { upload: string };
    query: undefined;
    body: undefined;
    answer: UploadAnswer;
  };
  /** List the files that were begun and are not whole yet. */
  "GET /api/upload/resumable": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Transfers;
  };
  /** Begin a file: `Upload-Length` in bytes; `Upload-Metadata` has its `filename` and its `kind` (else audio). */
  "POST /api/upload/resumable": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: TransferAnswer;
  };
  /** Say how far a file is; once it is whole, its job tells what became of it. `HEAD` says it in headers alone. */
  "GET /api/upload/resumable/{transfer}": {
    path: { transfer: string };
    query: undefined;
    body: undefined;
    answer: TransferAnswer;
  };
  /** Send the next piece, of up to one request: it begins at `Upload-Offset`; `Upload-Checksum` has it checked. */
  "PATCH /api/upload/resumable/{transfer}": {
    path: { transfer: string };
    query: undefined;
    body: FormData;
    answer: undefined;
  };
  /** Give a file up, with all that has come of it. */
  "DELETE /api/upload/resumable/{transfer}": {
    path: { transfer: string };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List the voices with their ranges, languages and licences, the ways of singing, and the harmonies. */
  "GET /api/voices": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Voices;
  };
  /** Play a voice; the first time it is asked for it is sung on the spot. */
  "GET /api/voices/{voice}/sample": {
    path: { voice: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Have some words sung by a voice; `url` plays them as soon as they are there. */
  "POST /api/voices/preview": {
    path: undefined;
    query: undefined;
    body: Preview;
    answer: VoicePreview;
  };
  /** Play what `POST /api/voices/preview` asked for; the answer waits until it is sung. */
  "GET /api/voices/auditions/{audition}": {
    path: { audition: string };
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** List the voicebanks, and the vocoders that they share. */
  "GET /api/banks": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Banks;
  };
  /** Bring a voicebank, or a vocoder for several, as a zip: it sings a little, and can be chosen at once. */
  "POST /api/banks": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: BankAnswer;
  };
  /** Say what a bank can do, what it lacks and what follows from that, and on which terms it may be used. */
  "GET /api/banks/{bank}": {
    path: { bank: string };
    query: undefined;
    body: undefined;
    answer: BankAnswer;
  };
  /** Remove a bank; songs keep what it sang. */
  "DELETE /api/banks/{bank}": {
    path: { bank: string };
    query: undefined;
    body: undefined;
    answer: Said;
  };
  /** Look through lyrics: syllables, stresses, rhymes, what is hard to sing, and how they fit a song's melody. */
  "POST /api/lyrics/analyze": {
    path: undefined;
    query: undefined;
    body: Analysis;
    answer: LyricReport;
  };
  /** Write lyrics and keep them; within a second, or up to twelve where a language model is asked first. */
  "POST /api/lyrics/generate": {
    path: undefined;
    query: undefined;
    body: Writing;
    answer: NewLyrics;
  };
  /** Write other words for a line that scan and rhyme as the old ones did; the first of them is put in its place. */
  "POST /api/lyrics/rewrite": {
    path: undefined;
    query: undefined;
    body: Rewriting;
    answer: RewrittenLine;
  };
  /** Write the section that comes next. */
  "POST /api/lyrics/continue": {
    path: undefined;
    query: undefined;
    body: GoingOn;
    answer: MoreLyrics;
  };
  /** Find words that rhyme with a word or the end of a line: true rhymes first, the common ones before the rare. */
  "POST /api/lyrics/rhymes": {
    path: undefined;
    query: undefined;
    body: RhymeQuery;
    answer: Rhymes;
  };
  /** Find words that can stand for another; those that scan as it does come first. */
  "POST /api/lyrics/synonyms": {
    path: undefined;
    query: undefined;
    body: SynonymQuery;
    answer: Synonyms;
  };
  /** List the themes and moods that the studio writes about. */
  "GET /api/lyrics/themes": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LyricThemes;
  };
  /** List the caller's lyrics, those that changed last first. */
  "GET /api/lyrics": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: LyricPage;
  };
  /** Keep some lyrics. */
  "POST /api/lyrics": {
    path: undefined;
    query: undefined;
    body: Sheet;
    answer: LyricSheet;
  };
  /** Keep the lyrics of an .lrc, .srt or .txt file, with the times of its lines where it has them. */
  "POST /api/lyrics/import": {
    path: undefined;
    query: undefined;
    body: FormData;
    answer: LyricSheet;
  };
  /** Show some lyrics as they are now. */
  "GET /api/lyrics/{sheet_id}": {
    path: { sheet_id: number };
    query: undefined;
    body: undefined;
    answer: LyricSheet;
  };
  /** Change lyrics; what they were before stays as a version. */
  "PUT /api/lyrics/{sheet_id}": {
    path: { sheet_id: number };
    query: undefined;
    body: SheetChange;
    answer: LyricSheet;
  };
  /** Delete lyrics with all their versions. */
  "DELETE /api/lyrics/{sheet_id}": {
    path: { sheet_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List the versions of lyrics, the newest first. */
  "GET /api/lyrics/{sheet_id}/versions": {
    path: { sheet_id: number };
    query: undefined;
    body: undefined;
    answer: LyricVersions;
  };
  /** Show a version of lyrics. */
  "GET /api/lyrics/{sheet_id}/versions/{number}": {
    path: { sheet_id: number; number: number };
    query: undefined;
    body: undefined;
    answer: LyricVersion;
  };
  /** Download lyrics as text, or with the times of their lines as LRC or SRT where those are known. */
  "GET /api/lyrics/{sheet_id}/file": {
    path: { sheet_id: number };
    query: { format?: "txt" | "lrc" | "lrc_words" | "srt" };
    body: undefined;
    answer: Blob;
  };
  /** Send a stored file, or a part of it. */
  "GET /media/{stored}": {
    path: { stored: string };
    query: { download?: boolean; sig?: string };
    body: undefined;
    answer: Blob;
  };
  /** List the styles, with the words that call them and their tempi. */
  "GET /api/styles": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Styles;
  };
  /** List the instruments, with the roles that suit them. */
  "GET /api/instruments": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Instruments;
  };
  /** List the engines: what each can do, what its music costs, and why it cannot run here, if so. */
  "GET /api/engines": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Listing;
  };
  /** Say what you may spend, what is held for jobs that run, and what comes next. */
  "GET /api/credits": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: CreditsAnswer;
  };
  /** List the lines of your ledger, the newest first, each with the balance after it. */
  "GET /api/credits/history": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: CreditPage;
  };
  /** Send your whole ledger as CSV, the oldest line first. */
  "GET /api/credits/history.csv": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** List what jobs cost by kind, engine and second of music; what is not listed is free. */
  "GET /api/credits/prices": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Prices;
  };
  /** Redeem a code, once; your address must be verified. */
  "POST /api/credits/redeem": {
    path: undefined;
    query: undefined;
    body: Redeeming;
    answer: Redeemed;
  };
  /** Say what somebody has. */
  "GET /api/admin/credits/{user_id}": {
    path: { user_id: number };
    query: undefined;
    body: undefined;
    answer: StandingAnswer;
  };
  /** List the lines of somebody's ledger, the newest first. */
  "GET /api/admin/credits/{user_id}/history": {
    path: { user_id: number };
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: CreditPage;
  };
  /** Give somebody credits, or take some back; a repeated `Idempotency-Key` gives them once. */
  "POST /api/admin/credits/{user_id}/grants": {
    path: { user_id: number };
    query: undefined;
    body: Grant;
    answer: StandingAnswer;
  };
  /** Say what somebody gets each month, from the next allowance on. */
  "PUT /api/admin/credits/{user_id}/allowance": {
    path: { user_id: number };
    query: undefined;
    body: Allowance;
    answer: StandingAnswer;
  };
  /** List the codes to redeem. */
  "GET /api/admin/credits/codes": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Codes;
  };
  /** Make a code to redeem; it is shown in this answer only. */
  "POST /api/admin/credits/codes": {
    path: undefined;
    query: undefined;
    body: NewCode;
    answer: FreshCode;
  };
  /** End a code; what it gave stays given. */
  "DELETE /api/admin/credits/codes/{code_id}": {
    path: { code_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List everybody but yourself by name; addresses are shown to the administrator alone. */
  "GET /api/users/": {
    path: undefined;
    query: { page?: number; page_size?: number; q?: string };
    body: undefined;
    answer: PersonPage;
  };
  /** Show somebody. */
  "GET /api/users/{person_id}/": {
    path: { person_id: number };
    query: undefined;
    body: undefined;
    answer: PersonAnswer;
  };
  /** List what you and somebody wrote to each other, newest first; nothing is marked as read by it. */
  "GET /api/users/{person_id}/messages/": {
    path: { person_id: number };
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: MessagePage;
  };
  /** Say that you have read what somebody wrote to you, up to a message if you name one. */
  "POST /api/users/{person_id}/messages/read/": {
    path: { person_id: number };
    query: undefined;
    body: ReadUntil;
    answer: MarkedRead;
  };
  /** Get no more messages from somebody; what they wrote stays, and they hear nothing of yours with it. */
  "PUT /api/users/{person_id}/block/": {
    path: { person_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Let somebody write to you again. */
  "DELETE /api/users/{person_id}/block/": {
    path: { person_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List your messages in both directions, newest first; with `after` what came since, oldest first. */
  "GET /api/messages/": {
    path: undefined;
    query: { page?: number; page_size?: number; unread?: boolean; after?: number | null };
    body: undefined;
    answer: MessagePage;
  };
  /** Write to somebody, with a song of yours or a public one if you like. */
  "POST /api/messages/": {
    path: undefined;
    query: undefined;
    body: NewMessage;
    answer: MessageAnswer;
  };
  /** List with whom you write, what was said last, and how much of it you have not read. */
  "GET /api/messages/conversations/": {
    path: undefined;
    query: { page?: number; page_size?: number };
    body: undefined;
    answer: Conversations;
  };
  /** Stream messages as they come; `Last-Event-ID`, or `after`, takes up where one left. */
  "GET /api/messages/events": {
    path: undefined;
    query: { after?: number | null };
    body: undefined;
    answer: Blob;
  };
  /** Show a message. */
  "GET /api/messages/{message_id}/": {
    path: { message_id: number };
    query: undefined;
    body: undefined;
    answer: MessageAnswer;
  };
  /** Take a message from your list; the other keeps theirs, but a song that came with it can be heard no more. */
  "DELETE /api/messages/{message_id}/": {
    path: { message_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** Say that you have read a message. */
  "POST /api/messages/{message_id}/read/": {
    path: { message_id: number };
    query: undefined;
    body: undefined;
    answer: MessageAnswer;
  };
  /** Play the song that came with a message; by its signed address without credentials, for a day. */
  "GET /api/messages/{message_id}/song/": {
    path: { message_id: number };
    query: { sig?: string };
    body: undefined;
    answer: Blob;
  };
  /** List whom you have blocked. */
  "GET /api/blocks/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Blocked;
  };
  /** Ask the administrator to look at a message, song, playlist or person; what it says now is kept with it. */
  "POST /api/reports/": {
    path: undefined;
    query: undefined;
    body: NewReport;
    answer: ReportAnswer;
  };
  /** Say how much there is of everything, and what each of the last thirty days brought; counted twice a minute. */
  "GET /api/stats/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Statistics;
  };
  /** List accounts, the newest first, with what each has. */
  "GET /api/admin/users/": {
    path: undefined;
    query: { page?: number; page_size?: number; after?: number | null; q?: string; state?: "all" | "active" | "disabled" | "unverified" };
    body: undefined;
    answer: AccountPage;
  };
  /** Disable an account: its sessions and keys end, its jobs are called off; what is public stays. */
  "POST /api/admin/users/{user_id}/disable/": {
    path: { user_id: number };
    query: undefined;
    body: undefined;
    answer: Account;
  };
  /** Let somebody in again. */
  "POST /api/admin/users/{user_id}/enable/": {
    path: { user_id: number };
    query: undefined;
    body: undefined;
    answer: Account;
  };
  /** Take somebody's address as verified, by hand. */
  "POST /api/admin/users/{user_id}/verify/": {
    path: { user_id: number };
    query: undefined;
    body: undefined;
    answer: Account;
  };
  /** Close an account with everything in it, for good. */
  "DELETE /api/admin/users/{user_id}/": {
    path: { user_id: number };
    query: undefined;
    body: undefined;
    answer: undefined;
  };
  /** List everybody's songs; each is changed, unpublished and thrown away at its own address under /api/songs/. */
  "GET /api/admin/songs/": {
    path: undefined;
    query: { page?: number; page_size?: number; after?: number | null; q?: string; state?: "all" | "public" | "private" | "featured" | "pending" | "failed" | "trash"; owner?: string };
    body: undefined;
    answer: DeskSongPage;
  };
  /** Put a public song among the editor's picks. */
  "PUT /api/admin/songs/{song_id}/featured/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: DeskSong;
  };
  /** Take a song out of the editor's picks. */
  "DELETE /api/admin/songs/{song_id}/featured/": {
    path: { song_id: number };
    query: undefined;
    body: undefined;
    answer: DeskSong;
  };
  /** List everybody's jobs; each is cancelled and retried at its own address, and a retry costs its owner nothing. */
  "GET /api/admin/jobs/": {
    path: undefined;
    query: { page?: number; page_size?: number; status?: "" | "queued" | "started" | "finished" | "failed" | "cancelled"; type?: string; owner?: string; after?: string };
    body: undefined;
    answer: DeskJobPage;
  };
  /** List the workers that are alive, and how the work gets done. */
  "GET /api/admin/workers/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Workers;
  };
  /** List what people asked you to look at. */
  "GET /api/admin/reports/": {
    path: undefined;
    query: { page?: number; page_size?: number; after?: number | null; resolved?: boolean | null };
    body: undefined;
    answer: ReportPage;
  };
  /** Say that you have looked at a report. */
  "POST /api/admin/reports/{report_id}/resolve/": {
    path: { report_id: number };
    query: undefined;
    body: undefined;
    answer: ResolvedReport;
  };
  /** Say what is stored, by kind and by the fifty who keep most; counted twice a minute. */
  "GET /api/admin/storage/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Storage;
  };
  /** Have a job look for files that nothing refers to; its result names them, and nothing is removed. */
  "POST /api/admin/storage/orphans/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LookedFor;
  };
  /** List every setting with what holds; of secrets only whether they are set. */
  "GET /api/admin/settings/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: SettingList;
  };
  /** List what administrators did, the newest first; an act without an outcome was cut off. */
  "GET /api/admin/acts/": {
    path: undefined;
    query: { page?: number; page_size?: number; after?: number | null; act?: string; kind?: string; thing?: string; admin?: number | null; since?: string | null; until?: string | null };
    body: undefined;
    answer: ActPage;
  };
  /** List which acts were done so far, and who did them: what the log can be asked for. */
  "GET /api/admin/acts/kinds/": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: ActKinds;
  };
  /** Give figures to Prometheus: requests by route, jobs, queue, workers, storage. */
  "GET /metrics": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Say which renderer, font and engines are live, and whether queue, workers and database answer. */
  "GET /health": {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: Health;
  };
}
