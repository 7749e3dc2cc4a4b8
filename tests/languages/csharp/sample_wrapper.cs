// path: src/Wrapped.cs
// wrapper: Audit.Write message=1 level=notice
// wrapper: Tell message=text level=warning
// wrapper: journal.Put message=1 level=0
class Wrapped
{
    void Run(string name)
    {
        Audit.Write("users", "User {Name} signed in", name); // log: notice "User {name} signed in" fields=Name
        Tell(name, text: "By name"); // log: warning "By name"
        this.Tell(name, text: "By name, own"); // log: warning "By name, own"
        journal.Put(LogLevel.Error, "Level {0}", name); // log: error "Level {name}"
        Audit.Read("no wrapper");
    }
}
