// file: server/flags.ts
// signal: flag-added key="new-reset"
const on = await client.boolVariation("new-reset", user, false);
// signal: flag-added key="reset.form"
const form = useFeatureFlag('reset.form');
const same = unleash.isEnabled("new-reset");
const no = button.isEnabled("not-a-flag");
// file: app/models/user.rb
// signal: flag-added key="reset_mail"
return unless Flipper.enabled?(:reset_mail, user)
// file: Accounts/Reset.cs
class Reset
{
    // signal: flag-added key="ResetForm"
    async Task<bool> On() => await manager.IsEnabledAsync("ResetForm");
}
