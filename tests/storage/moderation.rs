//! What moderators look up of their own work, and which guilds are still there.

use jet_senpai::bot::guild::commit::Change;
use jet_senpai::bot::guild::settings::Setting;
use jet_senpai::bot::guild::sweep::Retention;
use jet_senpai::bot::{guild, privacy};
use jet_senpai::ui::Locale;
use jiff::SignedDuration;

use crate::place::{GUILD, OTHER, at, done, entry, store, write};

const MEMBER: u64 = 4_200_000_000_000_000_001;

#[tokio::test]
async fn the_audit_is_read_page_by_page_the_newest_first_and_only_by_its_guild() {
    store(async |store| {
        done(store, [write(entry("a", "one"), None)]).await;
        done(
            store,
            [Change::Block { member: MEMBER, on: true }, Change::Set(Setting::Language(Some(Locale::Japanese)))],
        )
        .await;
        let (first, all) = guild::store::audit_page(store, GUILD, 0, 2).await.unwrap();
        let actions = |lines: &[guild::store::AuditRecord]| {
            lines.iter().map(|line| format!("{} {} {}", line.action, line.item, line.became)).collect::<Vec<_>>()
        };
        assert_eq!(all, 3);
        assert_eq!(actions(&first), ["set.language  ja".to_owned(), format!("block {MEMBER} ")]);
        assert_eq!((first[0].by.member, first[0].by.name.as_str(), first[0].at), (77, "Mori", at(0)));
        let (rest, _) = guild::store::audit_page(store, GUILD, 2, 2).await.unwrap();
        assert_eq!((rest.len(), rest[0].action.as_str(), rest[0].item.as_str()), (1, "entry.add", "a"));
        assert!(guild::store::audit_page(store, GUILD, 9, 2).await.unwrap().0.is_empty());
        assert_eq!(guild::store::audit_page(store, OTHER, 0, 2).await.unwrap(), (Vec::new(), 0));
    })
    .await;
}

#[tokio::test]
async fn those_who_are_blocked_are_listed_and_stay_so_when_they_are_forgotten() {
    store(async |store| {
        done(store, [Change::Block { member: MEMBER, on: true }, Change::Block { member: 8, on: true }]).await;
        done(store, [Change::Block { member: 8, on: false }]).await;
        let pseudonyms = privacy::store::pseudonyms(store).await.unwrap();
        privacy::store::forget_member(store, MEMBER, &pseudonyms, at(0)).await.unwrap();
        assert_eq!(guild::store::blocked_members(store, GUILD, 10).await, Ok(vec![(MEMBER, at(0))]));
        assert_eq!(guild::store::blocked_members(store, GUILD, 0).await, Ok(Vec::new()));
        assert_eq!(guild::store::blocked_members(store, OTHER, 10).await, Ok(Vec::new()));
        let (lines, _) = guild::store::audit_page(store, GUILD, 0, 10).await.unwrap();
        assert!(lines.iter().all(|line| line.item != MEMBER.to_string()));
    })
    .await;
}

#[tokio::test]
async fn guilds_that_left_meanwhile_are_noticed_shard_by_shard_and_come_back() {
    store(async |store| {
        done(store, [write(entry("a", "one"), None)]).await;
        let day = |days: i64| at(0) + SignedDuration::from_hours(24 * days);
        // It is of shard 0 of 2: the other shard says nothing of it.
        guild::store::record_guilds(store, 1, 2, &[], day(0)).await.unwrap();
        guild::sweep::sweep(store, day(40), &Retention::default()).await.unwrap();
        guild::store::record_guilds(store, 0, 2, &[], day(40)).await.unwrap();
        // To be told twice does not begin anew.
        guild::store::record_guilds(store, 0, 2, &[], day(60)).await.unwrap();
        guild::store::record_guilds(store, 0, 2, &[GUILD], day(65)).await.unwrap();
        guild::sweep::sweep(store, day(80), &Retention::default()).await.unwrap();
        assert_eq!(guild::store::audit_page(store, GUILD, 0, 1).await.unwrap().1, 1);
        guild::store::record_guilds(store, 0, 2, &[OTHER], day(80)).await.unwrap();
        guild::store::record_guilds(store, 0, 2, &[], day(100)).await.unwrap();
        guild::sweep::sweep(store, day(110), &Retention::default()).await.unwrap();
        assert_eq!(guild::store::audit_page(store, GUILD, 0, 1).await.unwrap().1, 0);
    })
    .await;
}
