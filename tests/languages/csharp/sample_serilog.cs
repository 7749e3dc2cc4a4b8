// path: src/Shop/Orders.cs
using Serilog;
using Serilog.Context;

namespace Acme.Shop
{
    class Orders
    {
        private static readonly ILogger Log = Serilog.Log.ForContext<Orders>();
        private readonly Serilog.ILogger _named = Serilog.Log.ForContext("Area", "shop");

        void Run(Order order, double took, Exception ex)
        {
            Log.Information("Order {OrderId} placed in {Took:0.0} ms", order.Id, took); // log: info "Order {order_id} placed in {took} ms" fields=OrderId,Took kinds=id,float logger=Acme.Shop.Orders renderings=,:0.0
            Log.Verbose("Lowest"); // log: verbose "Lowest"
            Log.Debug("Detail {A} {B}", order.A, order.B); // log: debug "Detail {a} {b}" fields=A,B
            Log.Warning(ex, "Warned"); // log: warning "Warned"
            Log.Error(ex, "Failed for {Customer}", order.Customer); // log: error "Failed for {customer}" fields=Customer
            Log.Fatal("Gone"); // log: critical "Gone"
            Log.Write(LogEventLevel.Warning, ex, "Written {Id}", order.Id); // log: warning "Written {order_id}" fields=Id
            Log.ForContext("Tenant", order.Tenant).Information("In context {Id}", order.Id); // log: info "In context {order_id}" fields=Id,Tenant
            Log.ForContext<Other>().Information("Of other"); // log: info "Of other" logger=Other
            _named.Information("Shop opens"); // log: info "Shop opens" fields=Area
            Log.Information("{1} before {0}", order.A, order.B); // log: info "{b} before {a}" fields=
            Log.Information("Structured {@Order}", order); // log: info "Structured {order}" fields=Order kinds=json
            using (LogContext.PushProperty("Request", order.Request))
            {
                Log.Information("With property"); // log: info "With property" fields=Request
            }
            Log.Information("Without property"); // log: info "Without property" fields=
            Log.Logger.Information("Through the static"); // log: info "Through the static"
        }
    }
}
