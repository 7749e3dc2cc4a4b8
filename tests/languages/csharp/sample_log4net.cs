// path: src/Legacy/Import.cs
using log4net;
using System.Reflection;

namespace Acme.Legacy
{
    public class Import
    {
        private static readonly ILog log = LogManager.GetLogger(typeof(Import));
        private static readonly ILog _reflected = LogManager.GetLogger(MethodBase.GetCurrentMethod().DeclaringType);

        public void Run(string file, int lines, Exception e)
        {
            log.Info("Import of " + file + " began"); // log: info "Import of {file} began" logger=Acme.Legacy.Import
            log.InfoFormat("Read {0} lines of {1}", lines, file); // log: info "Read {lines} lines of {file}"
            log.WarnFormat(CultureInfo.InvariantCulture, "Late {0}", file); // log: warning "Late {file}"
            log.Error("Import failed", e); // log: error "Import failed"
            log.Error($"Import of {file} failed", e); // log: error "Import of {file} failed"
            log.Error(e); // log: error "{e}" kinds=exception
            log.Fatal("Stopped"); // log: critical "Stopped"
            log.DebugFormat("{0,-10}|{1:X}", file, lines); // log: debug "{file}|{lines}" renderings=,-10,:X kinds=any,hex
            _reflected.Info("Reflected"); // log: info "Reflected" logger=Acme.Legacy.Import
            if (log.IsDebugEnabled) log.Debug(string.Format("{0} done", file)); // log: debug "{file} done"
        }
    }
}
