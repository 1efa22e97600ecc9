"""Make a library: artists, albums, tags, playlists, opinions, plays, shares."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

songs = sa.table(
    "songs",
    sa.column("id", sa.Integer),
    sa.column("owner", sa.String),
    sa.column("title", sa.String),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("current_take", sa.Integer),
    *(sa.column(name) for name in ("title_key", "tempo_bpm", "key", "lyrics", "gain_db", "peak", "artist_id")),
)
takes = sa.table(
    "takes",
    sa.column("song_id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("brief", json),
    sa.column("facts", json),
)
artists = sa.table(
    "artists",
    sa.column("id", sa.Integer),
    *(sa.column(name, sa.String) for name in ("name", "name_key", "image")),
    sa.column("created_at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Integer) for name in ("song_count", "play_count")),
)
# ReplayGain 2.0 brings everything to this loudness.
REFERENCE_LUFS = -18.0
AT_ONCE = 500


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "artists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("image", sa.String(length=100), nullable=False),
        sa.Column("song_count", sa.Integer(), nullable=False),
        sa.Column("play_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="artists_key"),
        sa.UniqueConstraint("name_key", name="artists_one_name_key"),
    )
    op.create_table(
        "albums",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_key", sa.String(length=400), nullable=False),
        sa.Column("artist_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release_year", sa.Integer(), nullable=True),
        sa.Column("image", sa.String(length=100), nullable=False),
        sa.Column("song_count", sa.Integer(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("play_count", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["artist_id"], ["artists.id"], name="albums_to_artists_artist_id"),
        sa.PrimaryKeyConstraint("id", name="albums_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("albums_by_artist", "albums", ["artist_id", "release_year"])
    op.create_index("albums_by_created_at", "albums", ["created_at", "id"])
    op.create_index("albums_by_owner", "albums", ["owner", "artist_id", "title_key"])
    op.create_index("albums_by_title", "albums", ["title_key", "id"])
    op.create_table(
        "opinions",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("liked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="opinions_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "kind", "thing_id", name="opinions_key"),
    )
    op.create_index("opinions_by_liked", "opinions", ["user_id", "kind", "liked_at"])
    op.create_index("opinions_by_thing", "opinions", ["kind", "thing_id"])
    op.create_table(
        "playlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_collaborative", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cover", sa.String(length=100), nullable=False),
        sa.Column("rule", json, nullable=True),
        sa.Column("token", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="playlists_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="playlists_key"),
        sa.UniqueConstraint("token", name="playlists_one_token"),
    )
    op.create_index("playlists_by_owner", "playlists", ["user_id", "id"])
    op.create_index("playlists_by_public", "playlists", ["is_public", "id"])
    op.create_table(
        "shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="shares_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="shares_key"),
        sa.UniqueConstraint("token", name="shares_one_token"),
    )
    op.create_index("shares_by_user_id", "shares", ["user_id"])
    op.create_index("shares_by_thing", "shares", ["kind", "thing_id"])
    op.create_table(
        "playlist_members",
        sa.Column("playlist_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["playlist_id"], ["playlists.id"], name="playlist_members_to_playlists_playlist_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="playlist_members_to_users_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("playlist_id", "user_id", name="playlist_members_key"),
    )
    op.create_index("playlist_members_by_user_id", "playlist_members", ["user_id"])
    op.create_table(
        "playlist_songs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("playlist_id", sa.Integer(), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["users.id"], name="playlist_songs_to_users_added_by", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["playlist_id"], ["playlists.id"], name="playlist_songs_to_playlists_playlist_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="playlist_songs_to_songs_song_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="playlist_songs_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("playlist_songs_by_place", "playlist_songs", ["playlist_id", "position"])
    op.create_index("playlist_songs_by_song_id", "playlist_songs", ["song_id"])
    op.create_table(
        "plays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("played_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("listener", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="plays_to_songs_song_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="plays_to_users_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="plays_key"),
    )
    op.create_index("plays_by_played_at", "plays", ["played_at"])
    op.create_index("plays_by_song", "plays", ["song_id", "played_at"])
    op.create_index("plays_by_user", "plays", ["user_id", "played_at"])
    op.create_table(
        "song_tags",
        sa.Column("song_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["song_id"], ["songs.id"], name="song_tags_to_songs_song_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("song_id", "tag", name="song_tags_key"),
    )
    op.create_index("song_tags_by_tag", "song_tags", ["tag", "song_id"])
    with op.batch_alter_table("songs") as table:
        table.add_column(sa.Column("title_key", sa.String(length=400), nullable=False, server_default=""))
        table.add_column(sa.Column("artist_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("album_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("track_number", sa.Integer(), nullable=True))
        table.add_column(sa.Column("image", sa.String(length=100), nullable=False, server_default=""))
        table.add_column(sa.Column("lyrics", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("mood", sa.String(length=40), nullable=False, server_default=""))
        table.add_column(sa.Column("tempo_bpm", sa.Double(), nullable=True))
        table.add_column(sa.Column("key", sa.String(length=20), nullable=False, server_default=""))
        table.add_column(sa.Column("gain_db", sa.Double(), nullable=True))
        table.add_column(sa.Column("peak", sa.Double(), nullable=True))
        table.add_column(sa.Column("featured_at", sa.DateTime(timezone=True), nullable=True))
        for name, table_name in (("artist_id", "artists"), ("album_id", "albums")):
            table.create_foreign_key(f"songs_to_{table_name}_{name}", table_name, [name], ["id"], ondelete="SET NULL")
        table.create_index("songs_by_genre", ["public", "deleted_at", "state", "genre"])
        table.create_index("songs_by_artist", ["artist_id", "public"])
        table.create_index("songs_by_album", ["album_id", "track_number"])
        table.create_index("songs_by_title", ["title_key", "id"])
    _fill_in(op.get_bind())


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("songs") as table:
        table.drop_index("songs_by_title")
        table.drop_index("songs_by_album")
        table.drop_index("songs_by_artist")
        table.drop_index("songs_by_genre")
        table.drop_constraint("songs_to_albums_album_id", type_="foreignkey")
        table.drop_constraint("songs_to_artists_artist_id", type_="foreignkey")
        table.drop_column("featured_at")
        table.drop_column("peak")
        table.drop_column("gain_db")
        table.drop_column("key")
        table.drop_column("tempo_bpm")
        table.drop_column("mood")
        table.drop_column("lyrics")
        table.drop_column("image")
        table.drop_column("track_number")
        table.drop_column("album_id")
        table.drop_column("artist_id")
        table.drop_column("title_key")
    op.drop_index("song_tags_by_tag", table_name="song_tags")
    op.drop_table("song_tags")
    op.drop_index("plays_by_user", table_name="plays")
    op.drop_index("plays_by_song", table_name="plays")
    op.drop_index("plays_by_played_at", table_name="plays")
    op.drop_table("plays")
    op.drop_index("playlist_songs_by_song_id", table_name="playlist_songs")
    op.drop_index("playlist_songs_by_place", table_name="playlist_songs")
    op.drop_table("playlist_songs")
    op.drop_index("playlist_members_by_user_id", table_name="playlist_members")
    op.drop_table("playlist_members")
    op.drop_index("shares_by_thing", table_name="shares")
    op.drop_index("shares_by_user_id", table_name="shares")
    op.drop_table("shares")
    op.drop_index("playlists_by_public", table_name="playlists")
    op.drop_index("playlists_by_owner", table_name="playlists")
    op.drop_table("playlists")
    op.drop_index("opinions_by_thing", table_name="opinions")
    op.drop_index("opinions_by_liked", table_name="opinions")
    op.drop_table("opinions")
    op.drop_index("albums_by_owner", table_name="albums")
    op.drop_index("albums_by_title", table_name="albums")
    op.drop_index("albums_by_created_at", table_name="albums")
    op.drop_index("albums_by_artist", table_name="albums")
    op.drop_table("albums")
    op.drop_table("artists")


def _fill_in(connection: sa.Connection) -> None:
    """Write beside the songs that are there what they are found and levelled by, and whom they are by."""
    for owner, artist_id in _artists(connection):
        connection.execute(songs.update().where(songs.c.owner == owner).values(artist_id=artist_id))
    _count(connection)
    told = sa.select(songs.c.id, songs.c.title, takes.c.brief, takes.c.facts).select_from(
        songs.outerjoin(takes, (takes.c.song_id == songs.c.id) & (takes.c.number == songs.c.current_take))
    )
    last = 0
    while page := connection.execute(told.where(songs.c.id > last).order_by(songs.c.id).limit(AT_ONCE)).all():
        for row in page:
            found = {"title_key": _key(row.title), **_facts(row.brief or {}, row.facts or {})}
            connection.execute(songs.update().where(songs.c.id == row.id).values(found))
        last = page[-1].id


def _facts(brief: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    loudness, peak_db = facts.get("loudness_lufs"), facts.get("true_peak_dbtp")
    return {
        "tempo_bpm": brief.get("tempo_bpm"),
        "key": str(brief.get("key") or "")[:20],
        "lyrics": (brief.get("singing") or {}).get("lyrics", ""),
        "gain_db": None if loudness is None else round(REFERENCE_LUFS - loudness, 2),
        "peak": None if peak_db is None else round(10 ** (peak_db / 20), 6),
    }


def _artists(connection: sa.Connection) -> list[tuple[str, int]]:
    """Make an artist of everybody who has songs; two of one name are one artist."""
    users = sa.text(
        "SELECT 'user:' || users.id AS owner, full_name, username, min(songs.created_at) AS since FROM users "
        "JOIN songs ON songs.owner = 'user:' || users.id GROUP BY users.id, full_name, username ORDER BY users.id"
    ).columns(since=sa.DateTime(timezone=True))
    ids: dict[str, int] = {}
    found = []
    for row in connection.execute(users).all():
        name = row.full_name or row.username
        if _key(name) not in ids:
            ids[_key(name)] = len(ids) + 1
            made = {"id": len(ids), "name": name, "name_key": _key(name), "image": "", "created_at": row.since}
            connection.execute(artists.insert().values(**made, song_count=0, play_count=0))
        found.append((row.owner, ids[_key(name)]))
    if ids and connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT setval(pg_get_serial_sequence('artists', 'id'), max(id)) FROM artists"))
    return found


def _count(connection: sa.Connection) -> None:
    """What artists count of their public songs."""
    public = "FROM songs WHERE artist_id = artists.id AND public AND deleted_at IS NULL AND state = 'ready'"
    counted = f"song_count = (SELECT count(*) {public}), play_count = (SELECT coalesce(sum(play_count), 0) {public})"
    connection.execute(sa.text(f"UPDATE artists SET {counted}"))  # no word of it comes from outside  # nosec B608


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip()).casefold()[:400]
